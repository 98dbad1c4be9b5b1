// Closes a run: settles its doubt, lets notifications proved unsent be sent again, and then finishes it.
import type { Diagnostic } from '../diagnostic.ts';
import type { HeldBack, SetAside } from './stopping/foreign-answers.ts';
import { leftAside } from './stopping/foreign-stops.ts';
import { leftHeld } from './stopping/stops.ts';
import { moveRollouts, type MovedRollouts, type Moving } from './rollout/move-rollouts.ts';
import { pausedBetween } from './rollout/rollout-words.ts';
import type { Stop } from './stopping/halt.ts';
import type { DoubtfulRun, SettledInRun } from './doubt/settle-in-run.ts';
import type { WorkLedger } from './jobs/work-ledger.ts';

/** How often notifications that were in doubt and proved unsent are sent again. After that they stay in doubt. */
const roundsOfDoubt = 3;

/** Settles what is in doubt in a run, as far as the delivery log can tell. */
export type SettleDoubts = (doubtful: Pick<DoubtfulRun, 'run' | 'knownAccepted' | 'signal'>) => Promise<SettledInRun>;

export interface Closing
  extends Pick<DoubtfulRun, 'run' | 'knownAccepted'>, Pick<Moving, 'environment' | 'clock' | 'listen'> {
  readonly ledger: WorkLedger;
  /** Undefined if no delivery log is queried. */
  readonly settleDoubts?: SettleDoubts | undefined;
  /** What was set aside. If only such notifications are left, the run is stopped instead of finished. */
  readonly aside: SetAside | undefined;
  /** What may leave only later. If only such notifications are left, the run is stopped too. */
  readonly held: HeldBack | undefined;
  /** Ends the waiting. The run is then left to another process. */
  readonly signal: AbortSignal;
}

export interface ClosedRun {
  /** True if the run has finished, or waits because nothing left is due. False if it continues or was stopped. */
  readonly isFinished: boolean;
  /** True if the run has not ended: the rest of it is due later. */
  readonly isWaiting: boolean;
  readonly stop: Stop | undefined;
  /** How many notifications the delivery log proved unsent; they can be sent again. */
  readonly notSent: number;
  /** Problems with the delivery log. */
  readonly findings: readonly Diagnostic[];
  /** Findings about steps that ended; each is reported once. */
  readonly ofSteps: readonly Diagnostic[];
}

/** Closes a run. Two processes that close the same run do no harm: each proof counts once. */
export async function closeRun(closing: Closing): Promise<ClosedRun> {
  const { run, ledger, settleDoubts, knownAccepted, signal } = closing;
  const left = stopOf(closing);
  const unfinished = await ledger.reopenChunks(run);
  const goesOn = { isFinished: false, isWaiting: false, stop: undefined };
  const nothing = { notSent: 0, findings: [], ofSteps: [] };
  if (unfinished > 0 && left === undefined) return { ...goesOn, ...nothing };
  if (left === undefined) {
    const moved = await moveRollouts(closing);
    const ofSteps = moved.findings;
    if (moved.kind === 'goes_on') return { ...goesOn, ...nothing, ofSteps };
    if (moved.kind !== 'through') return { ...nothing, ofSteps, ...(await endForNow(closing, moved)) };
  }
  const end = (): Promise<Ended> => endRun(closing, unfinished > 0 ? left : undefined);
  if (settleDoubts === undefined || !(await isDoubtful(closing)) || !(await ledger.beginRound(run, roundsOfDoubt))) {
    return { ...(await end()), ...nothing };
  }
  const { notSent, findings } = await settleDoubts({ run, knownAccepted, signal });
  return { ...nothing, ...(notSent === 0 && !signal.aborted ? await end() : goesOn), notSent, findings };
}

type Ended = Pick<ClosedRun, 'isFinished' | 'isWaiting' | 'stop'>;

/** Ends work on the run at a pause, or stops it because of the outcomes of a step. If workers wait for the end of the pause, the run continues. */
async function endForNow({ run, environment, ledger }: Closing, { stop, why = '' }: MovedRollouts): Promise<Ended> {
  if (stop !== undefined) {
    await ledger.stopRun(run, stop.why);
    return { isFinished: false, isWaiting: false, stop };
  }
  const isHeld = await ledger.pauseRun(run, why);
  return {
    isFinished: false,
    isWaiting: false,
    stop: isHeld ? pausedBetween({ id: run, environment }, why) : undefined,
  };
}

function stopOf({ run: id, environment, aside, held }: Closing): Stop | undefined {
  if (aside !== undefined) return leftAside({ id, environment }, aside);
  return held && leftHeld({ id, environment }, held);
}

async function endRun({ run, ledger }: Closing, stop: Stop | undefined): Promise<Ended> {
  if (stop === undefined) {
    const end = await ledger.finishRun(run);
    return { isFinished: end !== 'goes_on', isWaiting: end === 'waiting', stop: undefined };
  }
  await ledger.stopRun(run, stop.why);
  return { isFinished: false, isWaiting: false, stop };
}

async function isDoubtful({ run, ledger }: Closing): Promise<boolean> {
  return (await ledger.totals(run)).some(({ buckets }) => buckets.in_doubt > 0);
}
