// The port of the ledger for workers: what there is to do in the runs that they may send, and how each run ends.
import type { Ledger, RunRecord } from '../ledger.ts';
import type { Job } from './queue.ts';
import type { RolloutKeeper } from '../rollout/rollout-standing.ts';
import type { ChunkRef, Spool } from '../spool.ts';

/** Chunks of one campaign that this worker took. No other worker claims from them until it takes them; then this one cannot claim any more. */
export interface TakenChunks {
  readonly run: RunRecord;
  /** The index in the run's campaigns. */
  readonly campaign: number;
  readonly chunks: readonly ChunkRef[];
  /** Whether notifications that may not leave now wait in the run. Otherwise the run is stopped when nothing else is left. */
  readonly waits: boolean;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
}

export interface WorkLedger extends RolloutKeeper {
  /**
   * Returns what has to be done now: at most `most` unfinished chunks of each running run and priority that may be sent. If a run
   * has none, the end of the run or of a step. Nothing if all that is left of it waits for the end of a pause or until it is due.
   */
  findJobs(most: number): Promise<readonly Job[]>;
  /**
   * Takes that chunk and, if no other worker may take them, the other chunks of its campaign. Returns undefined if there is nothing
   * to do: the run is not running, or the chunk is finished, not due, or of a later step. Claims that others left open become in
   * doubt.
   */
  takeChunks(run: string, chunk: number): Promise<TakenChunks | undefined>;
  /** Stops the run for everybody, so that it can be resumed. Does nothing if it is not running. */
  stopRun(run: string, why: string): Promise<void>;
  /** Records that a pause has begun: ends and pauses a run that a process leads. Returns false if workers wait for the end of the pause. */
  pauseRun(run: string, why: string): Promise<boolean>;
  /** Reopens chunks in which a late answer proved a notification unsent. Returns how many chunks may be sent now. */
  reopenChunks(run: string): Promise<number>;
  /** Counts the rounds of settling doubt in the run. Returns false if the maximum has been reached. */
  beginRound(run: string, most: number): Promise<boolean>;
  /**
   * Ends the run, or lets it wait if something is due later. `goes_on` if something may be sent now or a step is over, or if the run
   * is not running.
   */
  finishRun(run: string): Promise<'finished' | 'waiting' | 'goes_on'>;
  readonly totals: Ledger['totals'];
}
