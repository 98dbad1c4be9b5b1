// Delivers a run while somebody watches: with the screen on a terminal, with plain lines elsewhere. The result comes from the ledger.
import { adviseFurther } from './advise-further.ts';
import { nameRun } from '../../delivery/name-run.ts';
import type { Delivered, Delivery } from '../../delivery/delivery.ts';
import { deliver } from '../../delivery/deliver.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import { asyncWords, twiceWords } from '../../view/plan/term-words.ts';
import { concludeRun, type DeliveredRun } from './conclude-run.ts';
import type { Context } from '../../opening/context.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import type { Report } from './open-report.ts';
import type { Target } from '../../opening/open-target.ts';
import { senderTerms } from './sender-terms.ts';
import type { WatchOptions } from '../watching/run-viewer.ts';
import { watchRun } from '../watching/watch-run.ts';
import { saySentence } from '../../opening/say-sentence.ts';

export interface DeliveryOptions {
  readonly maxSends: number | undefined;
  readonly deadline: Delivery['deadline'];
  /** The index of the one campaign that is sent; undefined for all of them. */
  readonly only?: number | undefined;
  /** Whether recipients that may not be sent to now wait in the run. */
  readonly waits?: boolean;
  readonly report: Report | undefined;
  readonly halt: WatchOptions['halt'];
}

export async function deliverRun(
  context: Context,
  environment: Environment,
  ledger: OpenLedger,
  target: Target,
  record: RunRecord,
  options: DeliveryOptions,
): Promise<DeliveredRun> {
  // A finished run was found again by its seal: all that is left is to report how it ended.
  if (record.state === 'finished') return concludeRun(ledger, record, environment, { kind: 'finished', findings: [] });
  const { report } = options;
  sayTerms(context, record);
  using interrupts = context.interrupts.take();
  const before = await ledger.activity(record.id, context.clock.now());
  const watch = await watchRun(context, before, {
    isSandbox: environment.endpoint.kind === 'sandbox',
    halt: options.halt,
  });
  let end: Delivered;
  try {
    end = await deliver({
      ...senderTerms(context, environment, { ledger, target, listen: watch.listen, abort: interrupts.hard }),
      run: record,
      ledger,
      spool: ledger,
      requestsPerMinute: environment.requestsPerMinute,
      signal: report === undefined ? interrupts.soft : AbortSignal.any([interrupts.soft, report.failed]),
      ...(options.maxSends === undefined ? {} : { maxSends: options.maxSends }),
      ...(options.deadline === undefined ? {} : { deadline: options.deadline }),
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.waits === undefined ? {} : { waits: options.waits }),
      ...(report === undefined ? {} : { report: (rows) => report.add(rows) }),
    });
  } catch (error) {
    // If the ledger failed, nothing else names the run.
    throw adviseFurther(error, (help) => `${help.replace(/\.$/v, '')}: pushplan resume ${nameRun(record)}`);
  } finally {
    await watch.end();
  }
  return await concludeRun(ledger, record, environment, end, report?.fault());
}

/** Printed before anything is sent, even if no plan is shown. */
export function sayTerms({ stderr }: Pick<Context, 'stderr'>, { campaigns }: RunRecord): void {
  const twice = campaigns.filter(({ guarantee }) => guarantee === 'at_least_once').map(({ id }) => id);
  const queued = campaigns.filter(({ async }) => async).map(({ id }) => id);
  const tell = (setting: string, ids: readonly string[], consequence: string): void => {
    if (ids.length > 0) saySentence(stderr, `${setting} (${ids.join(', ')}): ${consequence}.`);
  };
  tell('guarantee at_least_once', twice, twiceWords);
  tell('async', queued, asyncWords);
}
