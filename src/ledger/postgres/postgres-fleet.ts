// A ledger on PostgreSQL as workers use it: without the hold, each claim fenced by the chunk that it is of.
import type { Clock } from '../../delivery/clock.ts';
import type { FleetLedger, WorkerFigures } from '../../delivery/fleet-ledger.ts';
import type { TakenChunks } from '../../delivery/work-ledger.ts';
import type { Resolution } from '../../delivery/ledger.ts';
import type { Job } from '../../delivery/queue.ts';
import type { InDoubt } from '../../delivery/spool.ts';
import { stoppingAtBroken } from '../chunks/broken-chunk.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import type { WorkerName } from '../ledger-engine.ts';
import { explaining, type Phase } from '../ledger-database.ts';
import type { HashKey } from '../notification-hash.ts';
import { isInDoubt } from '../outcome-bytes.ts';
import { doubtfulOf, doubtfulChunks, toBeSent } from '../chunks/chunks.ts';
import { claimAll } from '../claim.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { fenceByChunk } from './postgres-fence.ts';
import {
  finishPostgresChunk,
  reopenPostgresChunks,
  takePostgresChunk,
  unfinishedJobs,
} from './postgres-fleet-chunks.ts';
import { beginPostgresRound, finishPostgresRun } from './postgres-fleet-runs.ts';
import { bumpSerial } from '../ledger-serial.ts';
import { checkPostgresVersion } from './postgres-identity.ts';
import { LedgerReader } from '../ledger-reader.ts';
import { keepOf, resolve } from '../resolve.ts';
import type { Ring } from '../ring.ts';
import { stopRunning } from '../run-life.ts';
import { requireRun } from '../runs.ts';
import { settle } from '../settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { noteDeparture, noteWorker, removeWorker, workersInPostgres } from './postgres-worker-rows.ts';

export interface OpenedFleet {
  readonly id: string;
  readonly database: PostgresDatabase;
  readonly ring: Ring<PostgresTransaction>;
  readonly hash: HashKey;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
  readonly worker: WorkerName;
  /** Freed with it. */
  readonly resources: AsyncDisposable;
}

type Work<Result> = (transaction: PostgresTransaction) => Promise<Result>;

export class PostgresFleet extends LedgerReader<PostgresTransaction> implements FleetLedger {
  readonly database: PostgresDatabase;
  readonly #opened: OpenedFleet;

  constructor(opened: OpenedFleet) {
    super({ ...opened, shown: opened.database.address.shown, workersIn: workersInPostgres });
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
    const { ring, clock, mac, worker } = this.#opened;
    const taken = await this.#stopping(run, () =>
      this.#begin((transaction) => takePostgresChunk(transaction, run, number, worker.id)),
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
        claimAll: (claims) =>
          this.#write((transaction) => claimAll(transaction, ring, claims, { at: clock.now(), fence })),
        settle: (settlements) => {
          const at = clock.now();
          return this.#write((transaction) => settle(transaction, ring, settlements, at));
        },
        block: (milliseconds, { halve }) => this.#write((transaction) => ring.block(transaction, milliseconds, halve)),
      },
      spool: {
        open: () => this.#look(run, (transaction, numbered) => toBeSent(transaction, mac, numbered, number)),
        finish: () =>
          this.#stopping(run, () =>
            this.#write((transaction) => finishPostgresChunk(transaction, mac, run, { number, epoch })),
          ),
      },
    };
  }

  stopRun(run: string, why: string): Promise<void> {
    const at = this.#opened.clock.now();
    return this.#begin((transaction) => stopRunning(transaction, run, { why, at }));
  }

  reopenChunks(run: string): Promise<number> {
    return this.#stopping(run, () =>
      this.#begin((transaction) => reopenPostgresChunks(transaction, this.#opened.mac, run)),
    );
  }

  beginRound(run: string, most: number): Promise<boolean> {
    return this.#begin((transaction) => beginPostgresRound(transaction, run, most));
  }

  async finishRun(run: string): Promise<boolean> {
    const { clock, mac } = this.#opened;
    const at = clock.now();
    const isFinished = await this.#stopping(run, () =>
      this.#begin((transaction) => finishPostgresRun(transaction, mac, run, at)),
    );
    if (isFinished) await this.#opened.database.vacuum('chunk');
    return isFinished;
  }

  resolve(run: string, resolution: Resolution): Promise<number> {
    const { clock, mac } = this.#opened;
    const at = clock.now();
    return this.#begin(async (transaction) => {
      const { number, record } = await requireRun(transaction, run);
      const count = await resolve(transaction, mac, number, resolution, { at, keep: keepOf(record.state) });
      if (count > 0) await bumpSerial(transaction);
      return count;
    });
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const { mac } = this.#opened;
    for (const chunk of await this.#look(run, doubtfulChunks)) {
      yield await this.#look(run, (transaction, number) =>
        doubtfulOf(transaction, mac, { run: number, number: chunk }, isInDoubt),
      );
    }
  }

  beSeen(figures: WorkerFigures): Promise<void> {
    return this.#write((transaction) => noteWorker(transaction, this.#opened.worker, figures));
  }

  leave(why: string): Promise<void> {
    return this.#write((transaction) => noteDeparture(transaction, this.#opened.worker, why));
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    const { database, worker, resources } = this.#opened;
    // Where that fails it is seen no more, which comes to the same.
    await database.writeOnce((transaction) => removeWorker(transaction, worker)).catch(() => undefined);
    await resources[Symbol.asyncDispose]();
  }

  protected override get phase(): Phase {
    return 'sending';
  }

  #look<Result>(
    run: string,
    work: (transaction: PostgresTransaction, run: number) => Promise<Result>,
  ): Promise<Result> {
    return this.#stopping(run, () => this.seeRun(run, work));
  }

  /** For what is done with the chunks of a run. One that is broken stops it for everybody. */
  #stopping<Result>(run: string, work: () => Promise<Result>): Promise<Result> {
    return stoppingAtBroken(work, (why) => this.stopRun(run, why));
  }

  /**
   * For what no fence of a chunk guards: only in a ledger of the version that this worker knows. A migration waits
   * until this is done, or this waits for the migration, and is refused.
   */
  #begin<Result>(work: Work<Result>): Promise<Result> {
    return this.#write(async (transaction) => {
      await checkPostgresVersion(transaction, this.#opened.database.address, 'FOR KEY SHARE');
      return work(transaction);
    });
  }

  #write<Result>(work: Work<Result>): Promise<Result> {
    const { database } = this.#opened;
    return explaining(database, 'sending', () => database.write(work));
  }
}
