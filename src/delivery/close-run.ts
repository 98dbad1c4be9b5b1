// The end of a shared run: doubt is settled, who was proved unsent is sent to again, and then it is finished.
import type { Diagnostic } from '../diagnostic.ts';
import type { Clock } from './clock.ts';
import type { KnownAccepted } from './doubt/known-accepted.ts';
import { roundsOfDoubt } from './deliver.ts';
import type { FleetLedger } from './fleet-ledger.ts';
import type { SetAside } from './stopping/foreign-answers.ts';
import { leftAside } from './stopping/foreign-stops.ts';
import type { Stop } from './stopping/halt.ts';
import type { Listen } from './run-event.ts';
import type { DoubtTerms } from './doubt/settle-doubt.ts';
import { settleInRun } from './doubt/settle-in-run.ts';

export interface Closing {
  readonly run: string;
  readonly ledger: FleetLedger;
  /** Undefined where nobody is asked. */
  readonly doubt: DoubtTerms | undefined;
  readonly knownAccepted: KnownAccepted;
  /** Where nobody is left to be sent to but these: then it is stopped instead of finished. */
  readonly aside: SetAside | undefined;
  readonly clock: Clock;
  /** Ends the waiting; the run is then left to somebody else. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export interface ClosedRun {
  /** False when it goes on, or was stopped. */
  readonly isFinished: boolean;
  readonly stop: Stop | undefined;
  /** What went wrong with the delivery log. */
  readonly findings: readonly Diagnostic[];
}

/** Two that close the same run do no harm: each proof counts once. */
export async function closeRun(closing: Closing): Promise<ClosedRun> {
  const { run, ledger, doubt, signal, aside } = closing;
  const unfinished = await ledger.reopenChunks(run);
  const goesOn = { isFinished: false, stop: undefined };
  if (unfinished > 0 && aside === undefined) return { ...goesOn, findings: [] };
  const end = (): Promise<Omit<ClosedRun, 'findings'>> => endRun(closing, unfinished > 0 ? aside : undefined);
  if (doubt === undefined || !(await isDoubtful(closing)) || !(await ledger.beginRound(run, roundsOfDoubt))) {
    return { ...(await end()), findings: [] };
  }
  const { notSent, findings } = await settleInRun({ ...closing, spool: ledger, terms: doubt });
  return { ...(notSent === 0 && !signal.aborted ? await end() : goesOn), findings };
}

async function endRun({ run, ledger }: Closing, aside: SetAside | undefined): Promise<Omit<ClosedRun, 'findings'>> {
  if (aside === undefined) return { isFinished: await ledger.finishRun(run), stop: undefined };
  const stop = leftAside({ id: run }, aside);
  await ledger.stopRun(run, stop.why);
  return { isFinished: false, stop };
}

async function isDoubtful({ run, ledger }: Closing): Promise<boolean> {
  return (await ledger.totals(run)).some(({ buckets }) => buckets.in_doubt > 0);
}
