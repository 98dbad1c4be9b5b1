// Pauses and stops runs of a ledger on PostgreSQL, whoever holds it and however many send.
import type { Clock } from '../delivery/clock.ts';
import type { HaltedRun, HaltOrder, RunControl } from '../delivery/run-control.ts';
import { macWith, type ChunkMac } from './chunk-mac.ts';
import { causeOfHalt, stateAfterHalt } from './halting.ts';
import type { ReadPostgresOptions } from './open-postgres.ts';
import { countUnderWayInPostgres } from './postgres-activity.ts';
import { reducePostgresRun } from './postgres-chunks.ts';
import { connect, type PostgresDatabase } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { checkPostgresIdentity, findLedger, foreignTables } from './postgres-identity.ts';
import { bumpPostgresSerial } from './postgres-run-life.ts';
import { changePostgresState, findPostgresRun, requirePostgresRun } from './postgres-runs.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { text } from './row.ts';
import { hasEnded, refuseAdoption } from './run-states.ts';

/**
 * Undefined when there is no ledger, so no run either.
 * @throws Refusal: 3 for a server that cannot be reached or refuses the login, 4 for a ledger that is not to be used.
 */
export async function controlPostgres(options: ReadPostgresOptions): Promise<RunControl | undefined> {
  const { address } = options;
  try {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await connect(options));
    const identity = await database.read(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      return found === 'nothing' ? undefined : checkPostgresIdentity(transaction, address, options);
    });
    if (identity === undefined) return undefined;
    stack.move();
    return new PostgresControl(database, macWith(identity.secret, identity.id), options.clock);
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

class PostgresControl implements RunControl {
  readonly #database: PostgresDatabase;
  readonly #mac: ChunkMac;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: PostgresDatabase, mac: ChunkMac, clock: Pick<Clock, 'now'>) {
    this.#database = database;
    this.#mac = mac;
    this.#clock = clock;
  }

  /**
   * A claim locks its run FOR KEY SHARE, which a change of state does not wait for: however many claim, the order stands at once
   * and every later claim reads it. The second transaction then waits for those that had read the state before.
   */
  async halt(order: HaltOrder): Promise<readonly HaltedRun[]> {
    const how = { mac: this.#mac, at: this.#clock.now() };
    const halted = await this.#write((transaction) => haltRuns(transaction, order, how));
    await this.#write((transaction) =>
      transaction.all(
        'SELECT number FROM run WHERE id = ANY ($1::text[]) ORDER BY number FOR UPDATE',
        halted.map(({ run }) => run.id),
      ),
    );
    return halted;
  }

  async goOn(run: string): Promise<boolean> {
    const at = this.#clock.now();
    return this.#write((transaction) => letGoOn(transaction, run, at));
  }

  async countUnderWay(runs: readonly string[], since: number): Promise<number> {
    return this.#try(() => this.#database.read((transaction) => countUnderWayInPostgres(transaction, runs, since)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  #write<Result>(work: (transaction: PostgresTransaction) => Promise<Result>): Promise<Result> {
    return this.#try(() => this.#database.write(work));
  }

  async #try<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw asPostgresRefusal(error, this.#database.address.shown, 'opening');
    }
  }
}

interface Halting {
  readonly mac: ChunkMac;
  readonly at: number;
}

/** Locked first, in order: two who halt the same runs come one after the other. */
async function haltRuns(
  transaction: PostgresTransaction,
  order: HaltOrder,
  how: Halting,
): Promise<readonly HaltedRun[]> {
  const rows = await transaction.all(
    `SELECT id FROM run
     WHERE CASE WHEN $1 THEN state IN ('loading', 'running', 'paused') ELSE id = ANY ($2::text[]) END
     ORDER BY number FOR NO KEY UPDATE`,
    order.runs === 'all',
    order.runs === 'all' ? [] : order.runs,
  );
  const halted: HaltedRun[] = [];
  for (const row of rows) halted.push(await haltRun(transaction, text(row, 'id'), order, how));
  return halted;
}

/** Its open claims are left alone: whoever made them lives, most likely, and settles them. */
async function haltRun(
  transaction: PostgresTransaction,
  id: string,
  order: HaltOrder,
  { mac, at }: Halting,
): Promise<HaltedRun> {
  const run = await requirePostgresRun(transaction, id);
  const before = run.record.state;
  const state = stateAfterHalt(run.record, order.to);
  if (state === undefined) return { run: run.record, before };
  await changePostgresState(transaction, run, state, { why: causeOfHalt(order), at });
  if (hasEnded(state)) await bumpPostgresSerial(transaction);
  if (state === 'superseded') await reducePostgresRun(transaction, mac, run.number);
  return { run: (await requirePostgresRun(transaction, id)).record, before };
}

async function letGoOn(transaction: PostgresTransaction, id: string, at: number): Promise<boolean> {
  await transaction.all('SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', id);
  const run = await findPostgresRun(transaction, id);
  if (run?.record.mode !== 'detached') return false;
  refuseAdoption(run.record);
  if (run.record.state === 'running') return true;
  await changePostgresState(transaction, run, 'running', { at });
  await bumpPostgresSerial(transaction);
  return true;
}
