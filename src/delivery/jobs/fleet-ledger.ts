// The port of a ledger that many workers share. Each worker takes chunks of runs, and claims from them until another takes them over.
import { Refusal } from '../../errors.ts';
import type { Ledger, Replacing, RunMode } from '../ledger.ts';
import type { Spool } from '../spool.ts';
import type { WorkLedger } from './work-ledger.ts';

export type SharedMode = Exclude<RunMode, 'alone'>;

/** Exit 9: another process holds the ledger by now. */
export class LostHold extends Refusal {}

/** How the process that holds a shared ledger starts a run with workers, instead of sending it alone. */
export interface Sharing {
  /** Moves a loading or stopped run to running with its jobs, in one transaction; to waiting if nothing is due. `replacing` as in RunChange. */
  share(run: string, seal: string, mode: SharedMode, replacing?: Replacing): Promise<void>;
  /** Lets workers take part in a run that this process has resumed. The state of the run stays, also if somebody changed it meanwhile. */
  lead(run: string): Promise<void>;
  /** @throws LostHold */
  confirmHold(): Promise<void>;
}

/** Figures of a worker that other workers see. */
export interface WorkerFigures {
  /** The number of chunks that it works on now. */
  readonly chunks: number;
  /** The number of requests in its last minute. */
  readonly requests: number;
}

/** @throws Refusal, exit 4, if the ledger was migrated to another version meanwhile. The worker then has to end. */
export interface FleetLedger extends WorkLedger, AsyncDisposable {
  readonly run: Ledger['run'];
  readonly lastError: Ledger['lastError'];
  readonly countInDoubt: Ledger['countInDoubt'];
  readonly resolve: Ledger['resolve'];
  readonly inDoubt: Spool['inDoubt'];
  /** Tells the others that this worker is alive. */
  beSeen(figures: WorkerFigures): Promise<void>;
  /** Stores why this worker leaves because it cannot continue. A worker that ends normally does not call it. */
  leave(why: string): Promise<void>;
}
