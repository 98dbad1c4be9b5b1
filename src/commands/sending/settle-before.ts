// Settles the doubt that earlier runs left, before apply and resume send the same campaigns, by what the Message Center shows.
import type { Delivery } from '../../delivery/delivery.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import { settleEarlier } from '../../delivery/doubt/settle-earlier.ts';
import { nameRun } from '../../delivery/name-run.ts';
import { whyAborted } from '../../delivery/stopping/why-aborted.ts';
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { Run, SettledBefore } from '../../generated/run.ts';
import { formatAsked } from '../../view/asking-text.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import type { Context } from '../../opening/context.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import type { Target } from '../../opening/open-target.ts';
import { watchAsking } from '../watching/watch-asking.ts';
import { vendor } from '../../opening/vendor.ts';

/** The result if nothing was asked. */
export const nothingSettled: SettledBefore = { asked: 0, accepted: 0, left: 0 };

export interface BeforeSendingParties {
  readonly environment: Environment;
  readonly ledger: OpenLedger;
  /** Undefined if workers send: then nothing is asked from here. */
  readonly target: Pick<Target, 'deliveryLog'> | undefined;
  /** --no-settle. */
  readonly isOff: boolean;
  readonly deadline: Delivery['deadline'];
}

export class BeforeSending {
  readonly #context: Context;
  readonly #parties: BeforeSendingParties;
  #settled = nothingSettled;
  #findings: readonly Diagnostic[] = [];

  constructor(context: Context, parties: BeforeSendingParties) {
    this.#context = context;
    this.#parties = parties;
  }

  get settled(): SettledBefore {
    return this.#settled;
  }

  /**
   * Settles before the walk. `isBound`: what is to be sent was reviewed, so nobody may be added to it, and notifications proved unsent
   * stay in doubt. @throws Refusal (exit 8) if it is interrupted.
   */
  async settleForPlan(campaigns: readonly string[], isBound: boolean): Promise<void> {
    const why = await this.#settle(campaigns, () => !isBound);
    if (why !== undefined) throw interrupted(why, 'Nothing is lost: pushplan apply begins again.');
  }

  /** Settles before a run that was taken up sends. It also sends what is proved unsent of its own. @throws Refusal (exit 8), as above. */
  async settleForRun(record: RunRecord): Promise<void> {
    const { id, campaigns } = record;
    const why = await this.#settle(
      campaigns.map((campaign) => campaign.id),
      (run) => run === id,
    );
    if (why === undefined) return;
    await this.#parties.ledger.setState(id, 'stopped', { why });
    throw interrupted(why, `Nothing is lost: pushplan resume ${nameRun(record)} begins again.`);
  }

  /** Adds what was settled. That the Message Center is silent is reported once, even if the run found that again. */
  addTo(run: Run): Run {
    const isSaid = run.diagnostics.some(({ code, severity }) => code === 'PP406' && severity === 'warning');
    const findings = isSaid ? [] : this.#findings.map(publishDiagnostic);
    return { ...run, settled_before: this.#settled, diagnostics: [...findings, ...run.diagnostics] };
  }

  /** Returns why it was interrupted, if it was. */
  async #settle(campaigns: readonly string[], frees: (run: string) => boolean): Promise<string | undefined> {
    const { environment, ledger, target } = this.#parties;
    const { clock, stderr, interrupts } = this.#context;
    const { messageCenter } = environment;
    const found = await ledger.countInDoubt(campaigns);
    this.#settled = { ...nothingSettled, left: found };
    const limit = this.#limit();
    if (found === 0 || limit <= 0 || messageCenter === 'off' || target === undefined) return undefined;
    using signals = interrupts.take();
    const { soft } = signals;
    using watched = watchAsking(this.#context, target.deliveryLog, found, limit);
    const { deliveryLog, listen } = watched;
    const terms = { ...messageCenter, vendor, deliveryLog };
    const order = { ledger, spool: ledger, campaigns, terms, limit, frees, clock, signal: soft, listen };
    const { asked, accepted, freed, findings } = await settleEarlier(order);
    const left = await ledger.countInDoubt(campaigns);
    this.#settled = { asked, accepted, left };
    this.#findings = findings;
    watched.end();
    stderr.write(`${formatAsked({ found, asked, accepted, freed, left })}\n`);
    return soft.aborted ? whyAborted(soft) : undefined;
  }

  /** The most milliseconds to spend on asking; 0 for not at all. */
  #limit(): number {
    const { environment, isOff, deadline } = this.#parties;
    const { endpoint, messageCenter } = environment;
    // Every command starts a new embedded sandbox, which knows nothing of what came before.
    if (isOff || messageCenter === 'off' || endpoint.kind === 'sandbox') return 0;
    if (deadline === undefined) return messageCenter.before;
    return Math.min(messageCenter.before, deadline.at - this.#context.clock.monotonic());
  }
}

function interrupted(why: string, help: string): Refusal {
  const message = `${why} while the Message Center was asked about earlier runs: nothing was sent`;
  return refuse(exitCodes.stopped, 'PP430', message, `${help} --no-settle skips this.`);
}
