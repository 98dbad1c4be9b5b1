// A ledger on PostgreSQL as workers use it: without the hold, each claim fenced by its chunk.
import type { FleetLedger, WorkerFigures } from '../../delivery/jobs/fleet-ledger.ts';
import type { TakenChunks } from '../../delivery/jobs/work-ledger.ts';
import type { Job } from '../../delivery/jobs/queue.ts';
import type { ChunkRef } from '../../delivery/spool.ts';
import { chunkRefs, readChunkRef } from '../chunks/chunk-row.ts';
import { reduceChunk, refuseEmptiedOf, reopenChunks } from '../chunks/chunks.ts';
import type { WorkerName } from '../ledger-engine.ts';
import type { Phase } from '../ledger-database.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { fenceByChunk } from './postgres-fence.ts';
import { checkPostgresVersion } from './postgres-identity.ts';
import { unfinishedJobs } from './postgres-jobs.ts';
import { LedgerWriter, type WriterParts } from '../ledger-writer.ts';
import { integer } from '../row.ts';
import { lockRun, moveTo, stopRunning } from '../runs/run-life.ts';
import { changeState, numberOfRun, requireRun } from '../runs/runs.ts';
import { chunkIsSendable } from '../runs/sendable-chunks.ts';
import { standingOf } from '../runs/waiting.ts';
import { doubtOpenClaims } from '../claims/settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { noteDeparture, noteWorker, removeWorker, workersInPostgres } from './postgres-worker-rows.ts';

export interface OpenedFleet extends WriterParts<PostgresTransaction> {
  readonly database: PostgresDatabase;
  readonly worker: WorkerName;
  /** Released together with the fleet. */
  readonly resources: AsyncDisposable;
}

interface Taken {
  readonly epoch: number;
  readonly chunk: ChunkRef;
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
      return unfinishedJobs(transaction, most, this.#opened.clock.now());
    });
  }

  async takeChunks(run: string, number: number): Promise<TakenChunks | undefined> {
    const taken = await this.#holdChunks(run, (transaction) => this.#take(transaction, run, number));
    const record = await this.run(run);
    if (taken === undefined || record === undefined) return undefined;
    const { epoch, chunk } = taken;
    const fence = fenceByChunk(number, epoch);
    return {
      run: record,
      campaign: chunk.campaign,
      chunks: [chunk],
      waits: record.mode === 'detached',
      ledger: {
        claimAll: (claims) => this.claimUnder(fence, claims),
        settle: (settlements) => this.settle(settlements),
        block: (milliseconds, how) => this.block(milliseconds, how),
      },
      spool: {
        open: () => this.open(run, number),
        finish: (_run, _chunk, until) =>
          this.stopping(run, () =>
            this.write((transaction) => this.#finish(transaction, run, { number, epoch, until })),
          ),
      },
    };
  }

  override stopRun(run: string, why: string): Promise<void> {
    const at = this.#opened.clock.now();
    return this.hold((transaction) => stopRunning(transaction, run, { why, at }));
  }

  /**
   * Reopens finished chunks: an answer that came after a takeover may have proved that somebody in one was not sent to. Returns how many chunks may
   * be sent now.
   */
  reopenChunks(run: string): Promise<number> {
    return this.#holdChunks(run, async (transaction) => {
      const { number, record } = await requireRun(transaction, run);
      if (record.state !== 'running') return 0;
      await reopenChunks(transaction, this.#opened.mac, number);
      const left = `SELECT count(*)::integer AS chunks FROM chunk WHERE run = $1 AND NOT finished AND ${chunkIsSendable('$2')}`;
      return integer(await transaction.one(left, number, this.#opened.clock.now()), 'chunks');
    });
  }

  async pauseRun(run: string, why: string): Promise<boolean> {
    const { clock, database } = this.#opened;
    const at = clock.now();
    const isPaused = await this.hold(async (transaction) => {
      await lockRun(transaction, run);
      const found = await requireRun(transaction, run);
      if (found.record.mode !== 'led' || found.record.state !== 'running') return false;
      await changeState(transaction, found, 'paused', { why, at });
      return true;
    });
    if (isPaused) await database.vacuumChunks();
    return isPaused;
  }

  beginRound(run: string, most: number): Promise<boolean> {
    const sql = "UPDATE run SET rounds = rounds + 1 WHERE id = $1 AND state = 'running' AND rounds < $2";
    return this.hold(async (transaction) => (await transaction.run(sql, run, most)) === 1);
  }

  /** @throws BrokenChunk, exit 4, if a chunk was emptied. */
  async finishRun(run: string): Promise<'finished' | 'waiting' | 'goes_on'> {
    const { clock, mac, database } = this.#opened;
    const at = clock.now();
    const end = await this.#holdChunks(run, async (transaction) => {
      await lockRun(transaction, run);
      const found = await requireRun(transaction, run);
      if (found.record.state !== 'running' || found.record.mode === 'alone') return 'goes_on';
      const standing = await standingOf(transaction, found.number, at);
      if (standing === 'due') return 'goes_on';
      await refuseEmptiedOf(transaction, found.number);
      const reached = standing === 'waiting' ? 'waiting' : 'finished';
      await moveTo(transaction, mac, found, reached, { at });
      // People who are due later will have their own rounds of settling doubt.
      if (reached === 'waiting') await transaction.run('UPDATE run SET rounds = 0 WHERE number = $1', found.number);
      return reached;
    });
    if (end !== 'goes_on') await database.vacuumChunks();
    return end;
  }

  beSeen(figures: WorkerFigures): Promise<void> {
    return this.write((transaction) => noteWorker(transaction, this.#opened.worker, figures));
  }

  leave(why: string): Promise<void> {
    return this.write((transaction) => noteDeparture(transaction, this.#opened.worker, why));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { database, worker, resources } = this.#opened;
    // If this fails, the worker's heartbeat stops, which has the same effect.
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
   * Runs a write that no fence of a chunk guards, if the ledger has the version that this worker knows. A migration waits until the write is done; or
   * the write waits for the migration, and is refused.
   */
  protected override hold<Result>(work: Work<Result>): Promise<Result> {
    return this.write(async (transaction) => {
      await checkPostgresVersion(transaction, this.#opened.database.address, 'FOR KEY SHARE');
      return work(transaction);
    });
  }

  #holdChunks<Result>(run: string, work: Work<Result>): Promise<Result> {
    return this.stopping(run, () => this.hold(work));
  }

  /**
   * Takes a chunk. Waits for claims being made in it now (FOR SHARE). Open claims of its last worker become in doubt, and that worker can make no
   * more. A waiting run becomes running. Returns undefined if the run is not running, or the chunk is finished or not due.
   */
  async #take(transaction: PostgresTransaction, run: string, number: number): Promise<Taken | undefined> {
    const now = this.#opened.clock.now();
    await transaction.run(
      `UPDATE run SET state = 'running' WHERE id = $1 AND state = 'waiting' AND mode <> 'alone' AND EXISTS (
         SELECT FROM chunk WHERE chunk.run = run.number AND chunk.number = $2 AND NOT finished AND ${chunkIsSendable('$3')}
       )`,
      run,
      number,
      now,
    );
    const row = await transaction.get(
      `UPDATE chunk SET epoch = chunk.epoch + 1, worker = $3 FROM run
       WHERE chunk.run = run.number AND run.id = $1 AND chunk.number = $2
         AND run.state = 'running' AND run.mode <> 'alone' AND NOT chunk.finished AND ${chunkIsSendable('$4')}
       RETURNING chunk.run, chunk.epoch`,
      run,
      number,
      this.#opened.worker.id,
      now,
    );
    if (row === undefined) return undefined;
    const taken = integer(row, 'run');
    await doubtOpenClaims(transaction, taken, number);
    const ref = await transaction.one(`${chunkRefs} WHERE chunk.run = $1 AND chunk.number = $2`, taken, number);
    return { epoch: integer(row, 'epoch'), chunk: readChunkRef(ref) };
  }

  /** Finishes a chunk. Does nothing if it was taken over: the worker that has it now finishes it. */
  async #finish(
    transaction: PostgresTransaction,
    id: string,
    { number, epoch, until }: { readonly number: number; readonly epoch: number; readonly until: number | undefined },
  ): Promise<void> {
    const run = await numberOfRun(transaction, id);
    const mine = 'SELECT FROM chunk WHERE run = $1 AND number = $2 AND epoch = $3 FOR UPDATE';
    if ((await transaction.get(mine, run, number, epoch)) === undefined) return;
    await reduceChunk(
      transaction,
      this.#opened.mac,
      { run, number, until },
      'unsettled',
      this.memory.take({ run: id, number }),
    );
  }
}
