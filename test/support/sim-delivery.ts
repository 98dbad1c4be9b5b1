// Delivers a run in a simulated process: the real delivery between an observed ledger and an observed sender.
import { deliver } from '../../src/delivery/deliver.ts';
import type { DeliveryEnd } from '../../src/delivery/delivery.ts';
import type { Claim, ClaimResult, RunRecord, Settlement } from '../../src/delivery/ledger.ts';
import type { Listen } from '../../src/delivery/run-event.ts';
import type { Answer, SendRequest } from '../../src/delivery/sender.ts';
import { settleDoubt } from '../../src/delivery/doubt/settle-doubt.ts';
import { resolveProposals, settleInRun } from '../../src/delivery/doubt/settle-in-run.ts';
import type { SimClerk } from './sim-clerk.ts';
import type { Errand, Site } from './sim-errand.ts';
import type { SimLedger } from './sim-ledger.ts';
import type { SimProcess, Watch } from './sim-process.ts';
import { simDeliveryLog } from './sim-delivery-log.ts';
import { insider } from '../../src/insider/insider.ts';
import { payloadsOf } from './payloads.ts';

/** Milliseconds: how long requests under way may take to settle after a soft stop, and how long anything may take after a hard one. */
const drainLimit = 6_000;
const exitLimit = 500;

const messageCenter = { before: 120_000, after: 60_000, requestsPerMinute: 5_000 };

/** Planning, loading and delivering all use this ledger. */
export function watchedLedger(site: Site, process: SimProcess, opened: SimLedger, clerk: SimClerk): SimLedger {
  return process.port(opened, watchLedger(site, process, clerk));
}

export async function deliverRun(
  site: Site,
  process: SimProcess,
  errand: Errand,
  { ledger, run, clerk }: { readonly ledger: SimLedger; readonly run: RunRecord; readonly clerk: SimClerk },
): Promise<DeliveryEnd['kind']> {
  const { world, limit, chance, judge, trace, deliveryLog } = site;
  const { maxSends, deadline, concurrency } = errand;
  const stops = new Stops(process, errand);
  const listen: Listen = (event) => trace(JSON.stringify(event));
  const terms = deliveryLog && {
    ...messageCenter,
    vendor: insider,
    deliveryLog: simDeliveryLog(process, deliveryLog),
  };
  const before = world.delivered.length;
  const sent = new Set<string>();
  const end = await deliver({
    vendor: insider,
    run,
    ledger,
    spool: ledger,
    sender: process.port(world.sender(process), watchSender(site, process, clerk, sent), 'prompt'),
    clock: process.clock,
    random: () => chance.next(),
    requestsPerMinute: limit,
    signal: stops.soft.signal,
    abort: stops.hard.signal,
    listen,
    concurrency,
    settleDoubts:
      terms && ((doubtful) => settleInRun({ ...doubtful, ledger, spool: ledger, terms, clock: process.clock, listen })),
    ...(maxSends === undefined ? {} : { maxSends }),
    ...(deadline === undefined ? {} : { deadline: { at: deadline, why: 'its time is over' } }),
  });
  trace(`delivered: ${JSON.stringify(end)}`);
  if (!process.isHindered) stops.judge((what) => judge.violated(what));
  const got = new Set(world.delivered.slice(before).flatMap(({ payload }) => (sent.has(payload) ? [payload] : [])));
  if (got.size > (maxSends ?? Infinity)) judge.violated(`${got.size} got it, with --max-sends ${maxSends}`);
  // This reason is given only if nothing else stopped the run, so delivery has missed somebody.
  if (end.kind === 'stopped' && end.why.includes('left to send')) judge.violated(`without a reason, ${end.why}`);
  return end.kind;
}

/** Does what `pushplan resolve --from message-center` does, for the newest run with somebody in doubt. */
export async function resolveDoubt(site: Site, process: SimProcess, ledger: SimLedger): Promise<'resolved'> {
  const { deliveryLog, trace } = site;
  if (deliveryLog === undefined) return 'resolved';
  for (const { id } of await ledger.runs()) {
    const report = await settleDoubt({
      runs: [id],
      spool: ledger,
      vendor: insider,
      deliveryLog: simDeliveryLog(process, deliveryLog),
      clock: process.clock,
      ...messageCenter,
      signal: new AbortController().signal,
      listen: () => undefined,
    });
    await resolveProposals(ledger, insider.log, report.proposals);
    trace(`resolved: ${JSON.stringify(report)}`);
    if (report.proposals.length > 0) break;
  }
  return 'resolved';
}

/** One Ctrl-C, and perhaps a second one. */
class Stops {
  readonly soft = new AbortController();
  readonly hard = new AbortController();
  readonly #process: SimProcess;
  #dueBy = Infinity;

  constructor(process: SimProcess, { softStopAt, hardStopAt }: Errand) {
    this.#process = process;
    if (softStopAt !== undefined) process.after(softStopAt, () => this.#stop(this.soft, drainLimit));
    if (hardStopAt !== undefined) process.after(hardStopAt, () => this.#stop(this.hard, exitLimit));
  }

  judge(violated: (what: string) => void): void {
    const late = this.#process.clock.monotonic() - this.#dueBy;
    if (late > 0) violated(`left ${late} ms too late`);
  }

  #stop(controller: AbortController, limit: number): void {
    // One millisecond more, because whole turns of the virtual clock may lie in between.
    this.#dueBy = Math.min(this.#dueBy, this.#process.clock.monotonic() + limit + 1);
    controller.abort('interrupted');
  }
}

function watchLedger({ trace }: Site, { clock }: SimProcess, clerk: SimClerk): Watch {
  return (name, given) => {
    const asked = { askedAt: clock.monotonic(), wallAt: clock.now() };
    const [first] = given;
    if (name === 'settle') clerk.settled(first as readonly Settlement[]);
    return (result) => {
      const isClaim = name === 'claim' || name === 'claimAll';
      trace(isClaim ? `${name} ${JSON.stringify(result)}` : name);
      if (name === 'claim') clerk.claimed([first as Claim], [result as ClaimResult], asked);
      if (name === 'claimAll') clerk.claimed(first as readonly Claim[], result as readonly ClaimResult[], asked);
    };
  };
}

function watchSender({ trace }: Site, { clock }: SimProcess, clerk: SimClerk, sent: Set<string>): Watch {
  return (name, given) => {
    if (name !== 'send') return () => undefined;
    const payloads = payloadsOf(given[0] as SendRequest);
    clerk.left(payloads, clock.monotonic());
    for (const payload of payloads) sent.add(payload);
    return (answer) => {
      clerk.answered(payloads, answer as Answer);
      trace(`answered ${JSON.stringify(answer)}`);
    };
  };
}
