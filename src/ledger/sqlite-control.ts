// Pauses and stops runs of a SQLite ledger while another process holds its lock: in one short transaction between its own.
import fs from 'node:fs';
import type { Clock } from '../delivery/clock.ts';
import type { HaltedRun, HaltOrder, RunControl } from '../delivery/run-control.ts';
import { macWith, type ChunkMac } from './chunk-mac.ts';
import { reduceToDoubt } from './chunks.ts';
import type { Database } from './database.ts';
import { causeOfHalt, stateAfterHalt } from './halting.ts';
import { checkIdentity, type Expected } from './identity.ts';
import { asRefusal } from './ledger-errors.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import { bumpSerial } from './ledger-serial.ts';
import { demandDurability, openBesideHolder } from './open-database.ts';
import { countUnderWay } from './run-activity.ts';
import { hasEnded, type NumberedRun } from './run-states.ts';
import { allRuns, changeState, findRun, requireRun } from './runs.ts';

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

  async halt(order: HaltOrder): Promise<readonly HaltedRun[]> {
    const how = { mac: this.#mac, at: this.#clock.now() };
    return this.#try((database) =>
      database.transaction(() => runsOf(database, order.runs).map((run) => haltRun(database, run, order, how))),
    );
  }

  /** Nobody but the process that has the lock sends from a file. */
  async goOn(): Promise<boolean> {
    return false;
  }

  async countUnderWay(runs: readonly string[], since: number): Promise<number> {
    return this.#try((database) => countUnderWay(database, runs, since));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#database[Symbol.dispose]();
  }

  #try<Result>(work: (database: Database) => Result): Result {
    try {
      return work(this.#database);
    } catch (error) {
      throw asRefusal(error, this.#files.database, 'opening');
    }
  }
}

function runsOf(database: Database, runs: HaltOrder['runs']): readonly NumberedRun[] {
  if (runs === 'all') return allRuns(database).filter(({ record }) => !hasEnded(record.state));
  return runs.map((id) => findRun(database, id)).filter((run) => run !== undefined);
}

/** Its open claims are left alone: whoever made them lives, most likely, and settles them. */
function haltRun(
  database: Database,
  run: NumberedRun,
  order: HaltOrder,
  { mac, at }: { readonly mac: ChunkMac; readonly at: number },
): HaltedRun {
  const { record } = run;
  const state = stateAfterHalt(record, order.to);
  if (state === undefined) return { run: record, before: record.state };
  changeState(database, run, state, { why: causeOfHalt(order), at });
  if (hasEnded(state)) bumpSerial(database);
  if (state === 'superseded') reduceToDoubt(database, mac, run.number);
  return { run: requireRun(database, record.id).record, before: record.state };
}
