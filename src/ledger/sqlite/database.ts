// A connection to SQLite: statements prepared once, one transaction at a time, which ends one way or the other.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DamagedLedger, type Row } from '../row.ts';
import type { LedgerDatabase, Phase } from '../ledger-database.ts';
import type { Parameter, Sql, SqlWork } from '../sql.ts';
import { asRefusal } from './sqlite-fault.ts';
import { sqliteStatement } from './sqlite-text.ts';

/** Its own statements are no part of a transaction that waits: while one is open, they are errors. */
export class Database implements LedgerDatabase<Sql>, Disposable {
  readonly #connection: DatabaseSync;
  readonly #prepared: Prepared;
  /** Awaited before each statement of a transaction that waits, for tests: others get their turn there. */
  readonly #pause: (() => Promise<void>) | undefined;
  readonly #shown: string;
  /** The last of the turns that were asked for. */
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = false;

  /** `shown` is the file, for people. */
  constructor(connection: DatabaseSync, shown: string, pause?: () => Promise<void>) {
    this.#shown = shown;
    this.#connection = connection;
    this.#prepared = new Prepared(connection);
    this.#pause = pause;
  }

  explain(error: unknown, phase: Phase): Error {
    return asRefusal(error, this.#shown, phase);
  }

  get(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined {
    return this.#outside.get(sql, ...parameters);
  }

  all(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[] {
    return this.#outside.all(sql, ...parameters);
  }

  run(sql: string, ...parameters: readonly SQLInputValue[]): number {
    return this.#outside.run(sql, ...parameters);
  }

  exec(sql: string): void {
    this.#refuseInside();
    this.#connection.exec(sql);
  }

  /** The value of a pragma that answers with one row of one column. */
  pragma(statement: string): unknown {
    this.#refuseInside();
    const row = this.#connection.prepare(`PRAGMA ${statement}`).get();
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Durable when it returns (synchronous=FULL). Never within another one. */
  write<Result>(work: SqlWork<Result>): Promise<Result> {
    return this.inTurn(() => {
      this.#prepared.run('BEGIN IMMEDIATE');
      return this.#within(work, () => this.#commit());
    });
  }

  read<Result>(work: SqlWork<Result>): Promise<Result> {
    return this.inTurn(() => {
      this.#prepared.run('BEGIN');
      return this.#within(work, () => this.#undo());
    });
  }

  /** When all that was asked for before has ended. */
  inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** When all that was asked for before has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.inTurn(() => this[Symbol.dispose]());
  }

  [Symbol.dispose](): void {
    if (!this.#connection.isOpen) return;
    this.#prepared.forget();
    this.#connection.close();
  }

  async #within<Result>(work: SqlWork<Result>, end: () => void): Promise<Result> {
    this.#isOpen = true;
    const sql = new SqliteSql(this.#connection, this.#prepared, this.#pause);
    try {
      const result = await work(sql);
      end();
      return result;
    } catch (error) {
      this.#undo();
      throw error;
    } finally {
      sql.end();
      this.#isOpen = false;
    }
  }

  #commit(): void {
    const prepared = this.#prepared;
    prepared.run('COMMIT');
  }

  /** A full disk rolls back by itself, and a second ROLLBACK would hide the first error. */
  #undo(): void {
    if (this.#connection.isTransaction) this.#prepared.run('ROLLBACK');
  }

  get #outside(): Prepared {
    this.#refuseInside();
    return this.#prepared;
  }

  #refuseInside(): void {
    if (this.#isOpen) throw new Error('A transaction is open, and this is not a part of it.');
  }
}

/** Statements of one connection, prepared once. */
class Prepared {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  get(sql: string, ...parameters: readonly SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...parameters);
  }

  all(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...parameters);
  }

  /** One by one. Nothing else may use the same text meanwhile. */
  iterate(sql: string): Iterable<Row> {
    return this.#prepare(sql).iterate();
  }

  run(sql: string, ...parameters: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...parameters).changes);
  }

  forget(): void {
    this.#statements.clear();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A transaction's own. */
class SqliteSql implements Sql {
  readonly #connection: DatabaseSync;
  readonly #prepared: Prepared;
  readonly #pause: (() => Promise<void>) | undefined;
  #isOver = false;

  constructor(connection: DatabaseSync, prepared: Prepared, pause: (() => Promise<void>) | undefined) {
    this.#connection = connection;
    this.#prepared = prepared;
    this.#pause = pause;
  }

  end(): void {
    this.#isOver = true;
  }

  async get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined> {
    if (this.#pause !== undefined) await this.#pause();
    const { text: sql, values } = this.#translate(text, parameters);
    return this.#prepared.get(sql, ...values);
  }

  async one(text: string, ...parameters: readonly Parameter[]): Promise<Row> {
    const row = await this.get(text, ...parameters);
    if (row === undefined) throw new DamagedLedger('something is missing that every ledger has');
    return row;
  }

  async all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]> {
    if (this.#pause !== undefined) await this.#pause();
    const { text: sql, values } = this.#translate(text, parameters);
    return this.#prepared.all(sql, ...values);
  }

  async run(text: string, ...parameters: readonly Parameter[]): Promise<number> {
    if (this.#pause !== undefined) await this.#pause();
    this.#refuseAfterwards();
    const { text: sql, bound } = sqliteStatement(text, parameters, 'one_by_one');
    return bound.reduce((changed, values) => changed + this.#prepared.run(sql, ...values), 0);
  }

  async script(text: string): Promise<void> {
    this.#refuseAfterwards();
    this.#connection.exec(text);
  }

  async *scroll(text: string, most: number): AsyncIterable<readonly Row[]> {
    this.#refuseAfterwards();
    let rows: Row[] = [];
    for (const row of this.#prepared.iterate(sqliteStatement(text, [], 'at_once').text)) {
      rows.push(row);
      if (rows.length < most) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }

  /** A writer is alone. */
  async alone(): Promise<void> {
    return undefined;
  }

  #translate(
    text: string,
    parameters: readonly Parameter[],
  ): { readonly text: string; readonly values: readonly SQLInputValue[] } {
    this.#refuseAfterwards();
    const { text: sql, bound } = sqliteStatement(text, parameters, 'at_once');
    return { text: sql, values: bound.flat() };
  }

  #refuseAfterwards(): void {
    if (this.#isOver) throw new Error('The transaction is over, and is used once more.');
  }
}
