// The end of a shared run: doubt is settled, who was proved unsent is sent to again, and then it is finished.
import type { Diagnostic } from '../diagnostic.ts';
import type { Clock } from './clock.ts';
import type { Controls } from './controls.ts';
import { roundsOfDoubt } from './deliver.ts';
import type { FleetLedger } from './fleet-ledger.ts';
import type { Listen } from './run-event.ts';
import { settleInRun, type DoubtTerms } from './settle-in-run.ts';

export interface Closing {
  readonly run: string;
  readonly ledger: FleetLedger;
  /** Undefined where nobody is asked. */
  readonly doubt: DoubtTerms | undefined;
  readonly controls: Controls;
  readonly clock: Clock;
  /** Ends the waiting; the run is then left to somebody else. */
  readonly signal: AbortSignal;
  readonly listen: Listen;
}

export interface ClosedRun {
  /** False when it goes on. */
  readonly isFinished: boolean;
  /** What went wrong with the witness. */
  readonly findings: readonly Diagnostic[];
}

/** Two that close the same run do no harm: each proof counts once. */
export async function closeRun(closing: Closing): Promise<ClosedRun> {
  const { run, ledger, doubt, signal } = closing;
  if ((await ledger.reopenChunks(run)) > 0) return { isFinished: false, findings: [] };
  if (doubt === undefined || !(await isDoubtful(closing)) || !(await ledger.beginRound(run, roundsOfDoubt))) {
    return { isFinished: await ledger.finishRun(run), findings: [] };
  }
  const { notSent, findings } = await settleInRun({ ...closing, spool: ledger, terms: doubt });
  const isFinished = notSent === 0 && !signal.aborted && (await ledger.finishRun(run));
  return { isFinished, findings };
}

async function isDoubtful({ run, ledger }: Closing): Promise<boolean> {
  return (await ledger.totals(run)).some(({ buckets }) => buckets.in_doubt > 0);
}
