// Takes part in a run that workers share: this process sends too, and shows what all of them do.
import type { Delivery, DeliveryEnd } from '../../delivery/delivery.ts';
import type { Stop } from '../../delivery/stopping/halt.ts';
import type { RunRecord } from '../../delivery/ledger.ts';
import { usualLanes, work } from '../../delivery/jobs/work.ts';
import type { WorkEvent } from '../../delivery/jobs/work-event.ts';
import { pausedBetween } from '../../delivery/rollout/rollout-words.ts';
import { halted, leftToOthers, stopped } from '../../delivery/stopping/stops.ts';
import { advance, emptyProgress, type Progress } from '../../delivery/tally.ts';
import { limitTime } from '../../delivery/stopping/time-limit.ts';
import { whyAborted } from '../../delivery/stopping/why-aborted.ts';
import { WorkTally } from '../../delivery/jobs/work-tally.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { concludeRun, type DeliveredRun } from './conclude-run.ts';
import type { Context } from '../../opening/context.ts';
import { sayTerms } from './deliver-run.ts';
import { haltFromScreen } from '../watching/halt-from-screen.ts';
import { lookEvery, observeRun, type Observer } from '../watching/observe-run.ts';
import type { Fleet, SharedLedger } from '../../ledger/ledger-engine.ts';
import { openSharedLedger } from '../../opening/open-fleet.ts';
import type { Target } from '../../opening/open-target.ts';
import { openViewer } from '../watching/run-viewer.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import { senderTerms } from './sender-terms.ts';

const findingsKept = 20;

export interface ShareOptions {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly target: Target;
  /** Set for the leader: what stops this process stops the run. Undefined for a helper: the run continues without it. */
  readonly lead: Pick<SharedLedger, 'confirmHold' | 'joinFleet'> | undefined;
  readonly deadline: Delivery['deadline'];
}

/** Works until the run has ended or this process has to stop. @throws Refusal (exit 9) if another process leads the run by now. */
export async function takePart(context: Context, run: RunRecord, part: ShareOptions): Promise<DeliveredRun> {
  const { workspace, environment, target, lead } = part;
  sayTerms(context, run);
  using interrupts = context.interrupts.take();
  await using fleet = await openSharedLedger(context, workspace, environment, () => {}, lead);
  const { clock } = context;
  using deadline = limitTime(clock, part.deadline && part.deadline.at - clock.monotonic(), part.deadline?.why);
  const signal = AbortSignal.any([interrupts.soft, deadline.signal]);
  const news = new News(context, run.id, signal);
  const isOver = async (): Promise<boolean> => {
    await lead?.confirmHold();
    return !isUnderWay(await fleet.ledger.run(run.id));
  };
  const stopAll = async (why: string): Promise<void> => {
    if (lead !== undefined) await fleet.ledger.stopRun(run.id, why);
  };
  using ending = whenAborted(signal, () => stopAll(whyAborted(signal)));
  const stop = await withScreen(context, part, fleet, run, news, () =>
    work({
      ...senderTerms(context, environment, {
        ledger: fleet.ledger,
        target,
        listen: (event) => news.listen(event),
        abort: interrupts.hard,
      }),
      ...fleet,
      lanes: usualLanes,
      until: { isOver },
      signal,
      beSeen: (chunks) => fleet.ledger.beSeen({ chunks, requests: news.tally.requestsInLastMinute() }),
      tell: (event) => news.tell(event),
    }),
  );
  await ending.done();
  if (stop !== undefined) await stopAll(stop.why);
  const record = (await fleet.ledger.run(run.id)) ?? run;
  // Requests that others have under way are not in doubt yet, so there is no result.
  if (isUnderWay(record) && lead === undefined) throw leave(record, stop);
  if (record.state !== 'finished') await lead?.confirmHold();
  const end = endOf(record, stop ?? news.stop);
  return await concludeRun(fleet.ledger, record, environment, { ...end, findings: news.findings });
}

function isUnderWay(run: RunRecord | undefined): boolean {
  return run?.state === 'running' || run?.state === 'waiting';
}

/** The events of this process while it takes part. */
class News {
  readonly tally: WorkTally;
  readonly findings: Diagnostic[] = [];
  /** The reason why the run was stopped from here, because of one of its campaigns. */
  stop: Stop | undefined;
  #progress = emptyProgress;
  readonly #clock: Context['clock'];
  readonly #run: string;
  readonly #signal: AbortSignal;

  constructor({ clock }: Context, run: string, signal: AbortSignal) {
    this.#clock = clock;
    this.#run = run;
    this.#signal = signal;
    this.tally = new WorkTally(() => clock.monotonic());
  }

  listen(event: Parameters<WorkTally['listen']>[0]): void {
    this.tally.listen(event);
    this.#progress = advance(this.#progress, event, this.#clock.monotonic());
  }

  /** A chunk that is left, since others have it or its run was paused, does not mean that this process stops. */
  get doing(): Pick<Progress, 'waiting' | 'stopping'> {
    const { waiting, stopping } = this.#progress;
    return { waiting, stopping: this.#signal.aborted ? stopping : null };
  }

  tell(event: WorkEvent): void {
    if (event.kind === 'closed' && event.run === this.#run) this.stop = event.stop;
    if (event.kind !== 'found' || event.run !== this.#run) return;
    this.findings.push(...event.findings.slice(0, findingsKept - this.findings.length));
  }
}

/** The figures are those of the ledger, for all who take part; the waits are those of this process. */
async function withScreen<Result>(
  context: Context,
  { workspace, environment, lead }: ShareOptions,
  { ledger }: Fleet,
  run: RunRecord,
  news: News,
  act: () => Promise<Result>,
): Promise<Result> {
  const observer = observeRun(context.clock, ledger, environment, run);
  await observer.look();
  const isSandbox = environment.endpoint.kind === 'sandbox';
  const halt = haltFromScreen(context, { workspace, environment }, run.id);
  const viewer = await openViewer(context, { isSandbox, halt }, () => {
    const seen = observer.read();
    const progress = { ...seen.progress, ...news.doing };
    return {
      ...seen,
      progress,
      ...(seen.seen === undefined ? {} : { seen: { ...seen.seen, isLeading: lead !== undefined } }),
    };
  });
  const over = new AbortController();
  const looking = lookOn(context, observer, over.signal);
  try {
    return await act();
  } finally {
    over.abort();
    await looking;
    await viewer.end();
  }
}

/** Looks again and again, and once more when it is over. */
async function lookOn({ clock }: Context, observer: Observer, over: AbortSignal): Promise<void> {
  do {
    await clock.sleep(lookEvery, over);
    // A ledger that is unreachable for a while is not reported here: the sending process waits for it, or reports it.
    await observer.look().catch(() => undefined);
  } while (!over.aborted);
}

/** `done` waits for what was begun, and throws the error of it. */
function whenAborted(signal: AbortSignal, act: () => Promise<void>): Disposable & { done(): Promise<void> } {
  let begun: Promise<void> | undefined;
  const begin = (): void => {
    begun = act();
    begun.catch(() => undefined);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    done: async () => begun,
    [Symbol.dispose]: () => signal.removeEventListener('abort', begin),
  };
}

function leave(record: RunRecord, stop: Stop | undefined): Refusal {
  const { kind, diagnostic } = stop ?? leftToOthers(record);
  return new Refusal(kind === 'shut_out' ? exitCodes.vendorRefused : exitCodes.stopped, [diagnostic]);
}

/** `stop` is what stopped this process or the run, if that was done from here. */
function endOf(record: RunRecord, stop: Stop | undefined): DeliveryEnd {
  const { state, why } = record;
  if (state === 'finished') return { kind: 'finished' };
  const { kind, why: cause, diagnostic } = stop ?? describeState(record, why ?? state);
  return kind === 'shut_out' ? { kind, diagnostic } : { kind: 'stopped', why: cause, diagnostic };
}

function describeState(record: RunRecord, why: string): Stop {
  if (record.haltedBy !== null) return halted(record, why);
  return record.state === 'paused' ? pausedBetween(record, why) : stopped(record, why);
}
