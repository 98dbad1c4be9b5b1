// Pauses and stops runs of a ledger on PostgreSQL, whoever holds it and however many send.
import type { Clock } from '../../delivery/clock.ts';
import type { HaltedRun, HaltOrder, RunControl } from '../../delivery/run-control.ts';
import { macWith, type ChunkMac } from '../chunks/chunk-mac.ts';
import { haltRuns } from '../halting.ts';
import { bumpSerial } from '../ledger-serial.ts';
import type { ReadPostgresOptions } from './open-postgres.ts';
import { countUnderWay } from '../run-activity.ts';
import { connect, type PostgresDatabase } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { checkPostgresIdentity, findLedger, foreignTables } from './postgres-identity.ts';
import { changeState, findRun } from '../runs.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { refuseAdoption } from '../run-states.ts';

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
    return this.#try(() => this.#database.read((transaction) => countUnderWay(transaction, runs, since)));
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

async function letGoOn(transaction: PostgresTransaction, id: string, at: number): Promise<boolean> {
  await transaction.all('SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', id);
  const run = await findRun(transaction, id);
  if (run?.record.mode !== 'detached') return false;
  refuseAdoption(run.record);
  if (run.record.state === 'running') return true;
  await changeState(transaction, run, 'running', { at });
  await bumpSerial(transaction);
  return true;
}
