// The port of a ledger that many workers share: each takes chunks of detached runs, and claims for as long as nobody takes them over.
import type { CampaignTotals, Ledger, RunMode, RunRecord } from './ledger.ts';
import type { Job } from './queue.ts';
import type { ChunkRef, Spool } from './spool.ts';

export type SharedMode = Exclude<RunMode, 'alone'>;

/** What the holder of such a ledger can do with a run, instead of sending it alone. */
export interface Sharing {
  /** From loading or stopped to running, with its jobs in one transaction. */
  share(run: string, seal: string, mode: SharedMode): Promise<void>;
  /** Workers may take part from now on in a run that this process has taken up. Its state stays, also where somebody changed it meanwhile. */
  lead(run: string): Promise<void>;
  /** @throws Refusal, exit 9, when somebody else holds the ledger by now. */
  confirmHold(): Promise<void>;
}

/** A chunk that this worker took: nobody else claims from it until it is taken again, and then this one claims no more. */
export interface TakenChunk {
  readonly run: RunRecord;
  readonly chunk: ChunkRef;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
}

/** What others see of a worker. */
export interface WorkerFigures {
  /** That it works on now. */
  readonly chunks: number;
  /** In its last minute. */
  readonly requests: number;
}

/** @throws Refusal, exit 4, when the ledger was brought to another version meanwhile: this worker is to end. */
export interface FleetLedger extends AsyncDisposable {
  run(id: string): Promise<RunRecord | undefined>;
  totals(run: string): Promise<readonly CampaignTotals[]>;
  readonly lastError: Ledger['lastError'];
  readonly countInDoubt: Ledger['countInDoubt'];
  /** What has to be done now: at most so many unfinished chunks of each running run and of each priority, or its end where none is left. */
  findJobs(most: number): Promise<readonly Job[]>;
  /** Undefined when there is nothing to do: the run does not run, or the chunk is finished. What others left open becomes in doubt. */
  takeChunk(run: string, chunk: number): Promise<TakenChunk | undefined>;
  /** Ends the run resumably, for everybody. Nothing happens when it does not run. */
  stopRun(run: string, why: string): Promise<void>;
  /** Opens chunks again with somebody whom an answer that came late proved unsent. Gives how many are unfinished. */
  reopenChunks(run: string): Promise<number>;
  /** Counts how often doubt was settled in the run; false when that was as often as it may be. */
  beginRound(run: string, most: number): Promise<boolean>;
  /** False when somebody is left to be sent to, or it does not run. */
  finishRun(run: string): Promise<boolean>;
  readonly resolve: Ledger['resolve'];
  readonly inDoubt: Spool['inDoubt'];
  /** Tells the others that this worker lives. */
  beSeen(figures: WorkerFigures): Promise<void>;
  /** Tells them why it leaves where it cannot go on. One that ends as it should is not missed, and leaves no word. */
  leave(why: string): Promise<void>;
}
