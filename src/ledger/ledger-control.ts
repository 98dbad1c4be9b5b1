// Pauses and stops runs of a ledger, whoever holds it and however many send: in short transactions between theirs.
import type { Clock } from '../delivery/clock.ts';
import type { HaltedRun, HaltOrder, RunControl } from '../delivery/run-control.ts';
import type { ChunkMac } from './chunks/chunk-mac.ts';
import { haltRuns } from './halting.ts';
import { explaining, type LedgerDatabase } from './ledger-database.ts';
import { bumpSerial } from './ledger-serial.ts';
import { countUnderWay } from './run-activity.ts';
import { refuseAdoption } from './run-states.ts';
import { changeState, findRun } from './runs.ts';
import type { Sql, SqlWork } from './sql.ts';

export class LedgerControl<In extends Sql> implements RunControl {
  readonly #database: LedgerDatabase<In>;
  readonly #mac: ChunkMac;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: LedgerDatabase<In>, mac: ChunkMac, clock: Pick<Clock, 'now'>) {
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
    const halted = await this.#write((sql) => haltRuns(sql, order, how));
    await this.#write((sql) =>
      sql.all(
        'SELECT number FROM run WHERE id = ANY ($1::text[]) ORDER BY number FOR UPDATE',
        halted.map(({ run }) => run.id),
      ),
    );
    return halted;
  }

  goOn(run: string): Promise<boolean> {
    const at = this.#clock.now();
    return this.#write((sql) => letGoOn(sql, run, at));
  }

  countUnderWay(runs: readonly string[], since: number): Promise<number> {
    return explaining(this.#database, 'opening', () => this.#database.read((sql) => countUnderWay(sql, runs, since)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]();
  }

  #write<Result>(work: SqlWork<Result, In>): Promise<Result> {
    return explaining(this.#database, 'opening', () => this.#database.write(work));
  }
}

/** Only workers go on by themselves. */
async function letGoOn(sql: Sql, id: string, at: number): Promise<boolean> {
  await sql.all('SELECT 1 FROM run WHERE id = $1 FOR NO KEY UPDATE', id);
  const run = await findRun(sql, id);
  if (run?.record.mode !== 'detached') return false;
  refuseAdoption(run.record);
  if (run.record.state === 'running') return true;
  await changeState(sql, run, 'running', { at });
  await bumpSerial(sql);
  return true;
}
