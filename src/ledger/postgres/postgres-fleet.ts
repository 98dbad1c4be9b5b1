// A ledger on PostgreSQL as workers use it: without the hold, each claim fenced by the chunk that it is of.
import type { FleetLedger, WorkerFigures } from '../../delivery/fleet-ledger.ts';
import type { TakenChunks } from '../../delivery/work-ledger.ts';
import type { Job } from '../../delivery/queue.ts';
import type { WorkerName } from '../ledger-engine.ts';
import type { Phase } from '../ledger-database.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { fenceByChunk } from './postgres-fence.ts';
import {
  finishPostgresChunk,
  reopenPostgresChunks,
  takePostgresChunk,
  unfinishedJobs,
} from './postgres-fleet-chunks.ts';
import { beginPostgresRound, finishPostgresRun } from './postgres-fleet-runs.ts';
import { checkPostgresVersion } from './postgres-identity.ts';
import { LedgerWriter, type WriterParts } from '../ledger-writer.ts';
import { stopRunning } from '../run-life.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { noteDeparture, noteWorker, removeWorker, workersInPostgres } from './postgres-worker-rows.ts';

export interface OpenedFleet extends WriterParts<PostgresTransaction> {
  readonly database: PostgresDatabase;
  readonly worker: WorkerName;
  /** Freed with it. */
  readonly resources: AsyncDisposable;
}

type Work<Result> = (transaction: PostgresTransaction) => Promise<Result>;

export class PostgresFleet extends LedgerWriter<PostgresTransaction> implements FleetLedger {
  readonly database: PostgresDatabase;
  readonly #opened: OpenedFleet;

  constructor(opened: OpenedFleet) {
    super({ ...opened, workersIn: workersInPostgres });
    this.database = opened.database;
    this.#opened = opened;
  }

  findJobs(most: number): Promise<readonly Job[]> {
    return this.see(async (transaction) => {
      await checkPostgresVersion(transaction, this.#opened.database.address);
      return unfinishedJobs(transaction, most);
    });
  }

  async takeChunks(run: string, number: number): Promise<TakenChunks | undefined> {
    const { mac, worker } = this.#opened;
    const taken = await this.stopping(run, () =>
      this.hold((transaction) => takePostgresChunk(transaction, run, number, worker.id)),
    );
    const record = await this.run(run);
    if (taken === undefined || record === undefined) return undefined;
    const { epoch, chunk } = taken;
    const fence = fenceByChunk(number, epoch);
    return {
      run: record,
      campaign: chunk.campaign,
      chunks: [chunk],
      ledger: {
        claimAll: (claims) => this.claimUnder(fence, claims),
        settle: (settlements) => this.settle(settlements),
        block: (milliseconds, how) => this.block(milliseconds, how),
      },
      spool: {
        open: () => this.open(run, number),
        finish: () =>
          this.stopping(run, () =>
            this.write((transaction) => finishPostgresChunk(transaction, mac, run, { number, epoch })),
          ),
      },
    };
  }

  override stopRun(run: string, why: string): Promise<void> {
    const at = this.#opened.clock.now();
    return this.hold((transaction) => stopRunning(transaction, run, { why, at }));
  }

  reopenChunks(run: string): Promise<number> {
    return this.stopping(run, () =>
      this.hold((transaction) => reopenPostgresChunks(transaction, this.#opened.mac, run)),
    );
  }

  beginRound(run: string, most: number): Promise<boolean> {
    return this.hold((transaction) => beginPostgresRound(transaction, run, most));
  }

  async finishRun(run: string): Promise<boolean> {
    const { clock, mac } = this.#opened;
    const at = clock.now();
    const isFinished = await this.stopping(run, () =>
      this.hold((transaction) => finishPostgresRun(transaction, mac, run, at)),
    );
    if (isFinished) await this.#opened.database.vacuum('chunk');
    return isFinished;
  }

  beSeen(figures: WorkerFigures): Promise<void> {
    return this.write((transaction) => noteWorker(transaction, this.#opened.worker, figures));
  }

  leave(why: string): Promise<void> {
    return this.write((transaction) => noteDeparture(transaction, this.#opened.worker, why));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { database, worker, resources } = this.#opened;
    // Where that fails it is seen no more, which comes to the same.
    await database.writeOnce((transaction) => removeWorker(transaction, worker)).catch(() => undefined);
    await resources[Symbol.asyncDispose]();
  }

  protected override get phase(): Phase {
    return 'sending';
  }

  protected override whoSettles(): 'others' {
    return 'others';
  }

  /**
   * For what no fence of a chunk guards: only in a ledger of the version that this worker knows. A migration waits
   * until this is done, or this waits for the migration, and is refused.
   */
  protected override hold<Result>(work: Work<Result>): Promise<Result> {
    return this.write(async (transaction) => {
      await checkPostgresVersion(transaction, this.#opened.database.address, 'FOR KEY SHARE');
      return work(transaction);
    });
  }
}
