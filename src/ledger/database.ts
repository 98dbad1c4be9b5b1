// A connection to SQLite: statements prepared once, transactions that end one way or the other.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DamagedLedger, type Row } from './row.ts';

export class Database implements Disposable {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  get(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...parameters);
  }

  /** For what is there in every ledger that is whole. */
  one(sql: string, ...parameters: readonly SQLInputValue[]): Row {
    const row = this.get(sql, ...parameters);
    if (row === undefined) throw new DamagedLedger('something is missing that every ledger has');
    return row;
  }

  all(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...parameters);
  }

  /** The rows one by one. Nothing else may use the same SQL text meanwhile. */
  iterate(sql: string, ...parameters: readonly SQLInputValue[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...parameters);
  }

  /** Gives how many rows were changed. */
  run(sql: string, ...parameters: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...parameters).changes);
  }

  exec(sql: string): void {
    this.#connection.exec(sql);
  }

  /** The value of a pragma that answers with one row of one column. */
  pragma(statement: string): unknown {
    const row = this.#connection.prepare(`PRAGMA ${statement}`).get();
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Durable when it returns (synchronous=FULL); nothing of it is left when it throws. */
  transaction<Result>(work: () => Result): Result {
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A full disk rolls back by itself, and a second ROLLBACK would hide the first error.
      if (this.#connection.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  [Symbol.dispose](): void {
    if (!this.#connection.isOpen) return;
    this.#statements.clear();
    this.#connection.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
