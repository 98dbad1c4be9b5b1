// The port of the ledger as a worker uses it: what there is to do in the runs that it may send, and how each of them ends.
import type { Ledger, RunRecord } from '../ledger.ts';
import type { Job } from './queue.ts';
import type { RolloutKeeper } from '../rollout/rollout-standing.ts';
import type { ChunkRef, Spool } from '../spool.ts';

/** Chunks of one campaign that this worker took: nobody else claims from them until they are taken again, and then this one claims no more. */
export interface TakenChunks {
  readonly run: RunRecord;
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly chunks: readonly ChunkRef[];
  /** Who may not leave now waits in the run; otherwise the run is stopped when nobody else is left. */
  readonly waits: boolean;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
}

export interface WorkLedger extends RolloutKeeper {
  /**
   * What has to be done now: at most so many unfinished chunks of each running run and of each priority that may be sent, or the end of
   * it, or of a step, where there are none. Nothing of a run in which all that is left waits for the end of a pause or until it is due.
   */
  findJobs(most: number): Promise<readonly Job[]>;
  /**
   * That chunk, and where nobody else may take them the others of its campaign. Undefined when there is nothing to do: the run
   * does not run, the chunk is finished, not due, or of a later step. What others left open becomes in doubt.
   */
  takeChunks(run: string, chunk: number): Promise<TakenChunks | undefined>;
  /** Ends the run resumably, for everybody. Nothing happens when it does not run. */
  stopRun(run: string, why: string): Promise<void>;
  /** A pause has begun: where a process leads the run it ends, and the run is paused for it. False where workers wait for the end of the pause. */
  pauseRun(run: string, why: string): Promise<boolean>;
  /** Opens chunks again in which an answer that came late proved somebody unsent. Gives how many may be sent now. */
  reopenChunks(run: string): Promise<number>;
  /** Counts how often doubt was settled in the run; false when that was as often as it may be. */
  beginRound(run: string, most: number): Promise<boolean>;
  /** Where somebody is due later, it waits. It goes on when somebody is left who may be sent to now, or a step is over; the same is said of one that does not run. */
  finishRun(run: string): Promise<'finished' | 'waiting' | 'goes_on'>;
  readonly totals: Ledger['totals'];
}
