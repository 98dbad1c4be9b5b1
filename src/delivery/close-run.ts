// The end of a run: doubt is settled, what was proved unsent is sent again, and then it is finished.
import type { Diagnostic } from '../diagnostic.ts';
import type { HeldBack, SetAside } from './stopping/foreign-answers.ts';
import { leftAside } from './stopping/foreign-stops.ts';
import { leftHeld } from './stopping/stops.ts';
import { moveRollouts, type MovedRollouts, type Moving } from './rollout/move-rollouts.ts';
import { pausedBetween } from './rollout/rollout-words.ts';
import type { Stop } from './stopping/halt.ts';
import type { DoubtfulRun, SettledInRun } from './doubt/settle-in-run.ts';
import type { WorkLedger } from './jobs/work-ledger.ts';

/** How often those whose doubt was settled as not sent are sent again; what is left then is left in doubt. */
const roundsOfDoubt = 3;

/** Settles what is in doubt in a run as far as it can be told. */
export type SettleDoubts = (doubtful: Pick<DoubtfulRun, 'run' | 'knownAccepted' | 'signal'>) => Promise<SettledInRun>;

export interface Closing extends Pick<DoubtfulRun, 'run' | 'knownAccepted'>, Pick<Moving, 'clock' | 'listen'> {
  readonly ledger: WorkLedger;
  /** Undefined where nobody is asked. */
  readonly settleDoubts?: SettleDoubts | undefined;
  /** Where nobody is left to be sent to but these: then it is stopped instead of finished. */
  readonly aside: SetAside | undefined;
  /** The same, of those who may leave later. */
  readonly held: HeldBack | undefined;
  /** Ends the waiting; the run is then left to somebody else. */
  readonly signal: AbortSignal;
}

export interface ClosedRun {
  /** False when it goes on, or was stopped: then all that is due is settled. */
  readonly isFinished: boolean;
  /** It has not ended: the rest of it is due later. */
  readonly isWaiting: boolean;
  readonly stop: Stop | undefined;
  /** How many the delivery log proved unsent: they can be sent again. */
  readonly notSent: number;
  /** What went wrong with the delivery log. */
  readonly findings: readonly Diagnostic[];
  /** About steps that ended, said once. */
  readonly ofSteps: readonly Diagnostic[];
}

/** Two that close the same run do no harm: each proof counts once. */
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

/** At a pause, or for what its people met. Where workers wait for the end of a pause it goes on. */
async function endForNow({ run, ledger }: Closing, { stop, why = '' }: MovedRollouts): Promise<Ended> {
  if (stop !== undefined) {
    await ledger.stopRun(run, stop.why);
    return { isFinished: false, isWaiting: false, stop };
  }
  const isHeld = await ledger.pauseRun(run, why);
  return { isFinished: false, isWaiting: false, stop: isHeld ? pausedBetween(run, why) : undefined };
}

function stopOf({ run, aside, held }: Closing): Stop | undefined {
  if (aside !== undefined) return leftAside({ id: run }, aside);
  return held && leftHeld({ id: run }, held);
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
