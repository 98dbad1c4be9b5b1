// A ledger on PostgreSQL: all runners share its memory, and one of them sends at a time.
import type { Replacing } from '../../delivery/ledger.ts';
import type { SharedMode } from '../../delivery/jobs/fleet-ledger.ts';
import type { Fence } from '../claims/fence.ts';
import type { Fleet, Joining, SharedLedger } from '../ledger-engine.ts';
import { joinFleet } from './open-fleet.ts';
import { openQueue } from './open-queue.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { fenceByHold } from './postgres-fence.ts';
import { requireHold, type Hold } from './postgres-hold.ts';
import { jobsOf } from './postgres-jobs.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { moveTo } from '../runs/run-life.ts';
import { requireRun } from '../runs/runs.ts';
import { SqlLedger, type LedgerParts } from '../sql-ledger.ts';

export interface OpenedPostgres extends LedgerParts<PostgresTransaction> {
  readonly database: PostgresDatabase;
  readonly hold: Hold;
}

type Work<Result> = (transaction: PostgresTransaction) => Promise<Result>;

export class PostgresLedger extends SqlLedger<PostgresTransaction> implements SharedLedger {
  protected readonly fence: Fence;
  readonly #opened: OpenedPostgres;
  /** The last write that was requested. Writes are executed one after the other, in order. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(opened: OpenedPostgres) {
    super(opened);
    this.#opened = opened;
    this.fence = fenceByHold(opened.hold.epoch);
  }

  async share(run: string, seal: string, mode: SharedMode, replacing?: Replacing): Promise<void> {
    await this.flush(run);
    const { clock, mac, database } = this.#opened;
    const at = clock.now();
    await using queue = await openQueue({ database, supervise: false, onError: () => {} });
    await this.hold(async (transaction) => {
      await moveTo(transaction, mac, await requireRun(transaction, run), 'running', { seal, at, replacing });
      await transaction.run('UPDATE run SET mode = $1 WHERE id = $2', mode, run);
      await queue.addWithin(transaction, await jobsOf(transaction, run));
    });
    this.isShared();
    this.beginSending();
  }

  /** Leaves the state as it is, so that a stop or a pause that came meanwhile counts. */
  async lead(run: string): Promise<void> {
    await this.hold((transaction) => transaction.run("UPDATE run SET mode = 'led' WHERE id = $1", run));
    this.isShared();
  }

  confirmHold(): Promise<void> {
    return this.hold(async () => undefined);
  }

  joinFleet({ worker, onQueueError }: Joining): Promise<Fleet> {
    return joinFleet({ ...this.#opened, worker }, onQueueError);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { hold, database } = this.#opened;
    await this.#last;
    await hold[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  }

  protected prepareSending(): void {
    // Nothing to prepare: a server without space reports that itself.
  }

  protected override beginSending(): void {
    super.beginSending();
    this.#opened.database.beginSending();
  }

  /** Nothing to save: the server itself records how far the ledger has come. */
  protected async hasProgressed(): Promise<void> {
    return undefined;
  }

  protected async forgetErased(): Promise<void> {
    await this.#opened.database.vacuumChunks();
  }

  protected hold<Result>(work: Work<Result>): Promise<Result> {
    const { hold, database } = this.#opened;
    return this.write(async (transaction) => {
      await requireHold(transaction, database.address.shown, hold.epoch);
      return work(transaction);
    });
  }

  protected override write<Result>(work: Work<Result>): Promise<Result> {
    const mine = this.#last.then(() => super.write(work));
    this.#last = mine.catch(() => {});
    return mine;
  }
}
