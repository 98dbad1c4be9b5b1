// A PostgreSQL server: transactions that are durable when they return, over connections that may break at any time.
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../delivery/clock.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { PostgresAddress } from '../../postgres/postgres-address.ts';
import { serverVersionOf } from '../../postgres/careful-client.ts';
import { asPostgresRefusal, LostConnection, sortError, UnknownCommit } from './postgres-fault.ts';
import { PostgresTransaction, type Beginning } from './postgres-transaction.ts';
import { integer, text, type Row } from '../row.ts';
import type { LedgerDatabase, Phase } from '../ledger-database.ts';
import { Contested } from '../sql.ts';

/** The pauses between attempts, in milliseconds. */
const firstPause = 100;
const longestPause = 2_000;

/**
 * Time limits in milliseconds. `begin` and `statement` limit the start of a transaction and each of its statements: a server that does not answer
 * counts as gone. `idle` limits how long a transaction may do nothing: if its process is suspended, its locks must not outlast a lease.
 */
const limits = { begin: 4_000, statement: 30_000, idle: 10_000 };

/** How long to wait for a server that is gone, in milliseconds: while a run is under way, long enough for a restart or a fail-over. */
const patience = { opening: 0, sending: 60_000 };

/** How many times in a row another transaction may win before an error is thrown. */
const mostContested = 50;

export interface PostgresOptions {
  readonly address: PostgresAddress;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
  /** Derives the time to use from the database's time. The same by default. */
  readonly databaseTime?: (milliseconds: number) => number;
}

type Work<Result> = (transaction: PostgresTransaction) => Promise<Result>;

interface Begun extends Omit<Beginning, 'now'> {
  /** The row that the first query returned. */
  readonly row: Row;
}

const readWrite = 'READ COMMITTED READ WRITE';
const clockColumn = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now';

/** The timeline of the server. It changes with a fail-over, when the last commits may be gone. */
export const timelineOfServer = 'substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)';
const timelineColumn = `${timelineOfServer} AS timeline`;

export class PostgresDatabase implements LedgerDatabase<PostgresTransaction> {
  readonly address: PostgresAddress;
  readonly #pool: Pool;
  readonly #options: PostgresOptions;
  #phase: Phase = 'opening';
  #timeline: string | undefined;

  constructor(pool: Pool, options: PostgresOptions) {
    this.#pool = pool;
    this.#options = options;
    this.address = options.address;
    // A broken idle connection is only one connection less. The next query that needs one gets a new one.
    pool.on('error', () => {});
  }

  explain(error: unknown, phase: Phase): Error {
    return asPostgresRefusal(error, this.address.shown, phase);
  }

  /** From now on, waits for a server that is away. */
  beginSending(): void {
    this.#phase = 'sending';
  }

  /** Runs work on one view of the ledger, whatever others write meanwhile. */
  read<Result>(work: Work<Result>): Promise<Result> {
    return this.#patiently((client) => this.#read(client, work));
  }

  /**
   * Runs work in a transaction that is durable when this returns and leaves nothing when it throws. `work` may be called several times, each time
   * from the start.
   */
  write<Result>(work: Work<Result>): Promise<Result> {
    return this.#patiently((client) => this.#write(client, work));
  }

  /**
   * Runs a transaction in two messages. The first begins it and reads: `look` is the rest of its SELECT. The second holds all statements that `work`
   * requests before it awaits the first answer, and the COMMIT. So locks taken in it wait only for the server. If the connection breaks meanwhile,
   * nobody can find out whether the transaction was committed, and it is repeated.
   */
  writeAtOnce<Result>(
    look: string,
    work: (transaction: PostgresTransaction, seen: Row) => Promise<Result>,
  ): Promise<Result> {
    return this.#patiently(async (client) => {
      const begun = await this.#begin(client, readWrite, `SELECT ${timelineColumn}, ${clockColumn}, ${look}`);
      this.#checkTimeline(text(begun.row, 'timeline'));
      const transaction = this.#transaction(client, begun);
      const working = work(transaction, begun.row);
      transaction.end();
      const [result] = await Promise.all([working, query(client, 'COMMIT', limits.statement)]);
      transaction.hasCommitted();
      return result;
    });
  }

  /** Like write(), but tries only once, even while a run is under way: for work whose next attempt makes up for a failure. */
  async writeOnce<Result>(work: Work<Result>): Promise<Result> {
    return this.#withClient((client) => this.#write(client, work));
  }

  /** Removes erased data from the file of the chunks. If this fails, the server does it at some later time. */
  async vacuumChunks(): Promise<void> {
    const sql = `VACUUM ${this.address.schema}.chunk`;
    await this.#withClient((client) => query(client, sql, limits.statement)).catch(() => {});
  }

  /** Executes one or more statements of the queue's engine, outside a transaction, with the driver's own errors. */
  executeSql(sql: string, values?: unknown[]): Promise<{ rows: Row[] }> {
    return this.#pool.query<Row>(sql, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #read<Result>(client: PoolClient, work: Work<Result>): Promise<Result> {
    const begun = await this.#begin(
      client,
      'REPEATABLE READ READ ONLY',
      `SELECT pg_is_in_recovery() AS replica, ${clockColumn}`,
    );
    if (begun.row['replica'] === true) throw isReplica(this.address);
    const result = await this.#transaction(client, begun).whileOpen(work);
    await query(client, 'COMMIT', limits.statement);
    return result;
  }

  async #write<Result>(client: PoolClient, work: Work<Result>): Promise<Result> {
    const begun = await this.#begin(
      client,
      readWrite,
      `SELECT pg_current_xact_id()::text AS xid, ${timelineColumn}, ${clockColumn}`,
    );
    this.#checkTimeline(text(begun.row, 'timeline'));
    const transaction = this.#transaction(client, begun);
    const result = await transaction.whileOpen(work);
    try {
      await query(client, 'COMMIT', limits.statement);
    } catch (error) {
      if (!(error instanceof LostConnection) || !(await this.#wasCommitted(begun.row))) throw error;
    }
    transaction.hasCommitted();
    return result;
  }

  /** Begins a transaction. All settings apply to this transaction only, so that a pooler in transaction mode does no harm. */
  async #begin(client: PoolClient, mode: string, first: string): Promise<Begun> {
    const settings = [
      `search_path = ${this.address.schema}, pg_temp`,
      `statement_timeout = ${limits.statement}`,
      `idle_in_transaction_session_timeout = ${limits.idle}`,
      `lock_timeout = ${limits.statement}`,
      // A role or database may set these differently, but the ledger's statements rely on them.
      'standard_conforming_strings = on',
      'array_nulls = on',
      ...(serverVersionOf(client) >= 17 ? ['transaction_timeout = 0'] : []),
      ...(mode.endsWith('READ WRITE') ? ['synchronous_commit = on'] : []),
    ];
    const statements = [`BEGIN ISOLATION LEVEL ${mode}`, ...settings.map((setting) => `SET LOCAL ${setting}`), first];
    const { clock } = this.#options;
    const askedAt = clock.monotonic();
    const row = lastRow(await query(client, statements.join('; '), limits.begin));
    return { row, askedAt, answeredAt: clock.monotonic() };
  }

  #transaction(client: PoolClient, { row, askedAt, answeredAt }: Begun): PostgresTransaction {
    const { databaseTime = (milliseconds: number) => milliseconds } = this.#options;
    const begun = { now: databaseTime(integer(row, 'now')), askedAt, answeredAt };
    return new PostgresTransaction(client, { begun, limit: limits.statement });
  }

  #checkTimeline(timeline: string): void {
    this.#timeline ??= timeline;
    if (timeline !== this.#timeline) throw failedOver(this.address);
  }

  /**
   * Finds out whether a transaction was committed whose connection broke during the COMMIT. The server knows, unless it has crashed since. A crash
   * resets its statistics; then whatever was not on disk is undone, and the transaction id may belong to another transaction by now. In that case the
   * work is repeated: if it was committed after all, what it took is found taken, and ends in doubt.
   */
  #wasCommitted(begun: Row): Promise<boolean> {
    const xid = text(begun, 'xid');
    const ask = async (client: PoolClient): Promise<boolean> => {
      const crashed = `SELECT FROM pg_stat_archiver WHERE stats_reset >= to_timestamp(${integer(begun, 'now')} / 1000.0)`;
      const told = `CASE WHEN EXISTS (${crashed}) THEN 'unknown' ELSE pg_xact_status('${xid}'::xid8) END`;
      const sql = `SELECT ${told} AS status, ${timelineColumn}`;
      const row = lastRow(await query(client, sql, limits.begin));
      this.#checkTimeline(text(row, 'timeline'));
      const status = row['status'];
      if (status === 'in progress') throw new LostConnection('the server has not ended a transaction');
      return status === 'committed';
    };
    return this.#patiently(ask, patience.sending, ({ message, cause }) => new UnknownCommit(message, { cause }));
  }

  async #patiently<Result>(
    attempt: (client: PoolClient) => Promise<Result>,
    longest = patience[this.#phase],
    giveUp = (error: LostConnection): Error => error,
  ): Promise<Result> {
    const { clock } = this.#options;
    const begunAt = clock.monotonic();
    let pause = firstPause;
    let contested = 0;
    for (;;) {
      try {
        return await this.#withClient(attempt);
      } catch (error) {
        if (error instanceof Contested && ++contested <= mostContested) continue;
        if (!(error instanceof LostConnection)) throw error;
        if (clock.monotonic() - begunAt + pause > longest) throw giveUp(error);
        await clock.sleep(pause);
        pause = Math.min(longestPause, pause * 2);
      }
    }
  }

  async #withClient<Result>(attempt: (client: PoolClient) => Promise<Result>): Promise<Result> {
    if (this.#pool.ending) throw new Error(`The ledger ${this.address.shown} was closed here, and is used once more.`);
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw sortError(error);
    });
    try {
      const result = await attempt(client);
      client.release();
      return result;
    } catch (error) {
      await abandon(client, error);
      throw error;
    }
  }
}

/** Returns a connection to the pool only after a transaction that may be open on it was rolled back. */
async function abandon(client: PoolClient, error: unknown): Promise<void> {
  if (error instanceof LostConnection) {
    client.release(true);
    return;
  }
  try {
    await query(client, 'ROLLBACK', limits.begin);
    client.release();
  } catch {
    client.release(true);
  }
}

async function query(client: PoolClient, sql: string, limit: number): Promise<unknown> {
  try {
    const asked = { text: sql, query_timeout: limit };
    return await client.query(asked);
  } catch (error) {
    throw sortError(error);
  }
}

/** Returns the last row of the answer to one statement or several. */
function lastRow(answers: unknown): Row {
  const rows = [answers]
    .flat()
    .filter(isAnswer)
    .flatMap((answer) => answer.rows);
  return { ...rows.at(-1) };
}

function isAnswer(answer: unknown): answer is { readonly rows: readonly Row[] } {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows);
}

function isReplica({ shown }: PostgresAddress): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP323',
    `The ledger ${shown} is on a read replica.`,
    'Name the primary in the variable of ledger_env: a replica may not know yet what has been sent.',
  );
}

function failedOver({ shown }: PostgresAddress): Refusal {
  return refuse(
    exitCodes.stopped,
    'PP322',
    `The ledger ${shown} failed over to another server while the run was under way: what was written last may be gone.`,
    'Nothing more was sent. Find out whether the new server has all that the old one had; then resume the run.',
  );
}
