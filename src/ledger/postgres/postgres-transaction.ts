// Executes statements within one transaction on PostgreSQL.
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { isAborted, sortError } from './postgres-fault.ts';
import { required, type Row } from '../row.ts';
import { isRows, type Parameter, type Rows, type Sql } from '../sql.ts';

/** When a transaction began. */
export interface Beginning {
  /** By the database's clock, in whole milliseconds since 1970. */
  readonly now: number;
  /** By the clock of this process. The server read its own clock between the two. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** Statements have parameters but no names: the server forgets them at once, so that a pooler may give each transaction another connection. */
export class PostgresTransaction implements Sql {
  /** The time when the transaction began, by the database's clock, in whole milliseconds since 1970. */
  readonly now: number;
  readonly begun: Beginning;
  readonly #client: PoolClient;
  readonly #limit: number;
  readonly #whenCommitted: (() => void)[] = [];
  #isOver = false;
  /** The error of the first statement that failed. */
  #failed: { readonly by: unknown } | undefined;

  /** `limit` is the longest time for one statement, in milliseconds. */
  constructor(client: PoolClient, how: { readonly begun: Beginning; readonly limit: number }) {
    this.#client = client;
    this.begun = how.begun;
    this.now = how.begun.now;
    this.#limit = how.limit;
  }

  /** Registers work for after the commit: what this process may rely on only then. */
  whenCommitted(work: () => void): void {
    this.#whenCommitted.push(work);
  }

  /**
   * Runs work, and ends the transaction for it afterwards. If one of several concurrent statements fails, the others may continue for a while, when
   * the connection already belongs to somebody else.
   */
  async whileOpen<Result>(work: (transaction: PostgresTransaction) => Promise<Result>): Promise<Result> {
    try {
      return await work(this);
    } finally {
      this.end();
    }
  }

  /** Refuses further statements, which would be executed outside the transaction. */
  end(): void {
    this.#isOver = true;
  }

  /** Called by the process after it has committed the transaction. */
  hasCommitted(): void {
    for (const work of this.#whenCommitted) work();
  }

  async all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]> {
    const { rows } = await this.#query(text, parameters);
    return rows;
  }

  async get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined> {
    return (await this.all(text, ...parameters))[0];
  }

  /** Returns a row that every intact ledger has. */
  async one(text: string, ...parameters: readonly Parameter[]): Promise<Row> {
    return required(await this.get(text, ...parameters));
  }

  /** Returns the number of rows changed. */
  async run(text: string, ...parameters: readonly Parameter[]): Promise<number> {
    const { changed } = await this.#query(text, parameters);
    return changed;
  }

  async script(text: string): Promise<void> {
    await this.run(text);
  }

  async *scroll(text: string, most: number): AsyncIterable<readonly Row[]> {
    await this.run(`DECLARE block NO SCROLL CURSOR FOR ${text}`);
    for (;;) {
      const rows = await this.all(`FETCH ${most} FROM block`);
      if (rows.length === 0) break;
      yield rows;
    }
    await this.run('CLOSE block');
  }

  /** Uses an advisory lock, because locking a table needs more rights than those who send should have. */
  async alone(word: string): Promise<void> {
    await this.run(
      "SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || current_schema(), 0))",
      `pushplan ${word}`,
    );
  }

  /** Executes a statement in the driver's form, for the queue, whose jobs are committed together with what they are about. */
  async executeSql(text: string, values: readonly unknown[] = []): Promise<{ rows: Row[] }> {
    return this.#ask({ text, values: [...values] });
  }

  async #query(
    text: string,
    parameters: readonly Parameter[],
  ): Promise<{ readonly rows: readonly Row[]; readonly changed: number }> {
    const { rows, rowCount } = await this.#ask({
      ...postgresStatement(text, parameters),
      query_timeout: this.#limit,
    });
    return { rows, changed: rowCount ?? 0 };
  }

  /** Statements requested after one that failed fail with the same error: a caller who requests several at once may see any of them first. */
  async #ask(query: QueryConfig & { readonly query_timeout?: number }): Promise<QueryResult<Row>> {
    if (this.#isOver) throw new Error('A transaction that was ended is asked once more.');
    try {
      return await this.#client.query<Row>(query);
    } catch (error) {
      this.#failed ??= { by: sortError(error) };
      throw isAborted(error) ? this.#failed.by : sortError(error);
    }
  }
}

const arrayTypes = { integer: 'bigint', text: 'text', hash: 'uuid', bytes: 'text' } as const;

/** Passes rows as one list per column. */
function postgresStatement(text: string, parameters: readonly Parameter[]): { text: string; values: unknown[] } {
  const place = parameters.findIndex(isRows);
  const rows = parameters[place];
  if (rows === undefined || !isRows(rows)) return { text, values: parameters.map(fit) };
  const [first, ...others] = rows.columns.map((_, column) => listOf(rows, column));
  const values = parameters.map((parameter) => (isRows(parameter) ? first : fit(parameter)));
  const numbers = rows.columns.map((_, column) => (column === 0 ? place + 1 : parameters.length + column));
  return { text: text.replace(`rows($${place + 1})`, () => tableOf(rows, numbers)), values: [...values, ...others] };
}

function tableOf({ columns }: Rows, numbers: readonly number[]): string {
  const lists = columns.map(([, kind], column) => `$${numbers[column]}::${arrayTypes[kind]}[]`);
  const names = columns.map(([name]) => name);
  const read = columns.map(([name, kind]) => (kind === 'bytes' ? `decode(${name}, 'hex') AS ${name}` : name));
  return `(SELECT place - 1 AS place, ${read.join(', ')}
    FROM unnest(${lists.join(', ')}) WITH ORDINALITY AS given (${names.join(', ')}, place))`;
}

/** Lists of hashes and numbers are written in PostgreSQL's format here: the driver would check each value for what must be quoted. */
const plain = /^(?!null$)[\w\-]+$/iv;

function listOf({ values }: Rows, column: number): unknown {
  const list = values.map((value) => fitIn(value[column] ?? null));
  const isPlain = list.every((value) => value === null || typeof value === 'number' || plain.test(value));
  return isPlain ? `{${list.map((value) => value ?? 'NULL').join(',')}}` : list;
}

function fitIn(value: Rows['values'][number][number]): string | number | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'string' ? fitText(value) : value;
}

/** Replaces NUL, the one character that PostgreSQL's text cannot hold. */
function fitText(text: string): string {
  return text.replaceAll('\0', '\u{FFFD}');
}

function fit(parameter: Parameter): unknown {
  if (typeof parameter === 'string') return fitText(parameter);
  if (parameter instanceof Uint8Array) return Buffer.from(parameter);
  return Array.isArray(parameter) ? parameter.map(fit) : parameter;
}
