// A connection to SQLite. It prepares each statement once and runs one transaction at a time, which is committed or rolled back.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { required, type Row } from '../row.ts';
import type { LedgerDatabase, Phase } from '../ledger-database.ts';
import type { Parameter, Sql, SqlWork } from '../sql.ts';
import { asRefusal } from './sqlite-fault.ts';
import { sqliteStatement, sqliteWrites } from './sqlite-text.ts';

/** The statements of its own methods are not part of a transaction: they throw while one is open. */
export class Database implements LedgerDatabase<Sql>, Disposable {
  readonly #connection: DatabaseSync;
  readonly #prepared: Prepared;
  /** For tests: awaited before each statement of a transaction, so that other work gets its turn. */
  readonly #pause: (() => Promise<void>) | undefined;
  readonly #shown: string;
  /** The last turn that was requested. */
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = false;

  /** `shown` is the file name for people. */
  constructor(connection: DatabaseSync, shown: string, pause?: () => Promise<void>) {
    this.#shown = shown;
    this.#connection = connection;
    this.#prepared = new Prepared(connection);
    this.#pause = pause;
  }

  explain(error: unknown, phase: Phase): Error {
    return asRefusal(error, this.#shown, phase);
  }

  all(sql: string): readonly Row[] {
    this.#refuseInside();
    return this.#connection.prepare(sql).all();
  }

  exec(sql: string): void {
    this.#refuseInside();
    this.#connection.exec(sql);
  }

  /** Returns the value of a pragma that answers with one row of one column. */
  pragma(statement: string): unknown {
    const [row] = this.all(`PRAGMA ${statement}`);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Runs a transaction that is durable when this returns (synchronous=FULL). Must not be nested. */
  write<Result>(work: SqlWork<Result>): Promise<Result> {
    return this.inTurn(() => {
      this.#prepared.of('BEGIN IMMEDIATE').run();
      return this.#within(work, () => {
        this.#prepared.of('COMMIT').run();
      });
    });
  }

  read<Result>(work: SqlWork<Result>): Promise<Result> {
    return this.inTurn(() => {
      this.#prepared.of('BEGIN').run();
      return this.#within(work, () => this.#undo());
    });
  }

  /** Runs work after everything requested before it has ended. */
  inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** Closes the connection after everything requested before has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.inTurn(() => this[Symbol.dispose]());
  }

  [Symbol.dispose](): void {
    if (!this.#connection.isOpen) return;
    this.#prepared.forget();
    this.#connection.close();
  }

  async #within<Result>(work: SqlWork<Result>, end: () => unknown): Promise<Result> {
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

  /** Rolls back, unless SQLite has done so because the disk is full: a second ROLLBACK would hide the first error. */
  #undo(): void {
    if (this.#connection.isTransaction) this.#prepared.of('ROLLBACK').run();
  }

  #refuseInside(): void {
    if (this.#isOpen) throw new Error('A transaction is open, and this is not a part of it.');
  }
}

/** The prepared statements of one connection. */
class Prepared {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  /** Returns a prepared statement. Nobody else may use it while its rows are read one by one. */
  of(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  forget(): void {
    this.#statements.clear();
  }
}

/** The `Sql` of one transaction. */
class SqliteSql implements Sql {
  readonly #connection: DatabaseSync;
  readonly #prepared: Prepared;
  readonly #pause: (() => Promise<void>) | undefined;
  #isOver = false;
  /** The error with which SQLite ended the transaction itself. */
  #ended: { readonly by: unknown } | undefined;

  constructor(connection: DatabaseSync, prepared: Prepared, pause: (() => Promise<void>) | undefined) {
    this.#connection = connection;
    this.#prepared = prepared;
    this.#pause = pause;
  }

  end(): void {
    this.#isOver = true;
  }

  async get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined> {
    await this.#turn();
    return this.#execute(() => {
      const { statement, values } = this.#ask(text, parameters);
      return statement.get(...values);
    });
  }

  async one(text: string, ...parameters: readonly Parameter[]): Promise<Row> {
    return required(await this.get(text, ...parameters));
  }

  async all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]> {
    await this.#turn();
    return this.#execute(() => {
      const { statement, values } = this.#ask(text, parameters);
      return statement.all(...values);
    });
  }

  async run(text: string, ...parameters: readonly Parameter[]): Promise<number> {
    await this.#turn();
    return this.#execute(() => {
      let changed = 0;
      for (const { text: sql, bound } of sqliteWrites(text, parameters))
        for (const values of bound) changed += Number(this.#prepared.of(sql).run(...values).changes);
      return changed;
    });
  }

  async script(text: string): Promise<void> {
    this.#refuseAfterwards();
    this.#connection.exec(text);
  }

  async *scroll(text: string, most: number): AsyncIterable<readonly Row[]> {
    this.#refuseAfterwards();
    let rows: Row[] = [];
    for (const row of this.#prepared.of(sqliteStatement(text, []).text).iterate()) {
      rows.push(row);
      if (rows.length < most) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }

  /** Does nothing: SQLite has only one writer at a time. */
  async alone(): Promise<void> {
    return undefined;
  }

  async #turn(): Promise<void> {
    if (this.#pause !== undefined) await this.#pause();
  }

  /**
   * Executes a statement in the same turn in which it checks that the transaction is still open. A full disk makes SQLite end the transaction:
   * statements requested beside the one that found the disk full would then be committed on their own. They fail with the same error instead.
   */
  #execute<Result>(work: () => Result): Result {
    this.#refuseAfterwards();
    try {
      return work();
    } catch (error) {
      if (!this.#connection.isTransaction) this.#ended = { by: error };
      throw error;
    }
  }

  #ask(
    text: string,
    parameters: readonly Parameter[],
  ): { readonly statement: StatementSync; readonly values: readonly SQLInputValue[] } {
    const { text: sql, bound } = sqliteStatement(text, parameters);
    return { statement: this.#prepared.of(sql), values: bound.flat() };
  }

  #refuseAfterwards(): void {
    if (this.#isOver) throw new Error('The transaction is over, and is used once more.');
    if (this.#ended !== undefined) throw this.#ended.by;
  }
}
