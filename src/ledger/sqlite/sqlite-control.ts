// Pauses and stops runs of a SQLite ledger while another process holds its lock: in one short transaction between its own.
import fs from 'node:fs';
import type { Clock } from '../../delivery/clock.ts';
import type { HaltedRun, HaltOrder, RunControl } from '../../delivery/run-control.ts';
import { macWith, type ChunkMac } from '../chunks/chunk-mac.ts';
import type { Database } from './database.ts';
import { haltRuns } from '../halting.ts';
import { checkIdentity, type Expected } from '../identity.ts';
import { asRefusal } from '../ledger-errors.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import { demandDurability, openBesideHolder } from './open-database.ts';
import { countUnderWay } from '../run-activity.ts';

export interface SqliteControlOptions extends Expected {
  /** Of the database file. */
  readonly path: string;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Undefined when there is no ledger, so no run either.
 * @throws Refusal: 4 for a ledger that is not to be used, 1 when the disk fails or another program keeps it busy.
 */
export async function controlSqlite(options: SqliteControlOptions): Promise<RunControl | undefined> {
  const files = filesOf(options.path, options.environment);
  try {
    if (!fs.existsSync(files.database)) return undefined;
    refuseForeignEyes(files);
    using stack = new DisposableStack();
    const database = stack.use(openBesideHolder(files));
    const { id, secret } = checkIdentity(database, files, options);
    demandDurability(database);
    stack.move();
    return new SqliteControl(database, files, macWith(secret, id), options.clock);
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

class SqliteControl implements RunControl {
  readonly #database: Database;
  readonly #files: LedgerFiles;
  readonly #mac: ChunkMac;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: Database, files: LedgerFiles, mac: ChunkMac, clock: Pick<Clock, 'now'>) {
    this.#database = database;
    this.#files = files;
    this.#mac = mac;
    this.#clock = clock;
  }

  halt(order: HaltOrder): Promise<readonly HaltedRun[]> {
    const how = { mac: this.#mac, at: this.#clock.now() };
    return this.#try(() => this.#database.write((sql) => haltRuns(sql, order, how)));
  }

  /** Nobody but the process that has the lock sends from a file. */
  async goOn(): Promise<boolean> {
    return false;
  }

  countUnderWay(runs: readonly string[], since: number): Promise<number> {
    return this.#try(() => this.#database.read((sql) => countUnderWay(sql, runs, since)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database.inTurn(() => this.#database[Symbol.dispose]());
  }

  async #try<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw asRefusal(error, this.#files.database, 'opening');
    }
  }
}
