// The port of a ledger that many workers share: each takes chunks of runs, and claims for as long as nobody takes them over.
import { Refusal } from '../../errors.ts';
import type { Ledger, Replacing, RunMode } from '../ledger.ts';
import type { Spool } from '../spool.ts';
import type { WorkLedger } from './work-ledger.ts';

export type SharedMode = Exclude<RunMode, 'alone'>;

/** Exit 9: somebody else holds the ledger by now. */
export class LostHold extends Refusal {}

/** What the holder of such a ledger can do with a run, instead of sending it alone. */
export interface Sharing {
  /** From loading or stopped to running, with its jobs in one transaction. `replacing` as in RunChange; where nothing is due yet it waits. */
  share(run: string, seal: string, mode: SharedMode, replacing?: Replacing): Promise<void>;
  /** Workers may take part from now on in a run that this process has taken up. Its state stays, also where somebody changed it meanwhile. */
  lead(run: string): Promise<void>;
  /** @throws LostHold */
  confirmHold(): Promise<void>;
}

/** What others see of a worker. */
export interface WorkerFigures {
  /** That it works on now. */
  readonly chunks: number;
  /** In its last minute. */
  readonly requests: number;
}

/** @throws Refusal, exit 4, when the ledger was brought to another version meanwhile: this worker is to end. */
export interface FleetLedger extends WorkLedger, AsyncDisposable {
  readonly run: Ledger['run'];
  readonly lastError: Ledger['lastError'];
  readonly countInDoubt: Ledger['countInDoubt'];
  readonly resolve: Ledger['resolve'];
  readonly inDoubt: Spool['inDoubt'];
  /** Tells the others that this worker lives. */
  beSeen(figures: WorkerFigures): Promise<void>;
  /** Tells them why it leaves where it cannot go on. One that ends as it should is not missed, and leaves no word. */
  leave(why: string): Promise<void>;
}
