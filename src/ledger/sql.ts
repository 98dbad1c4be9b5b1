// The SQL interface that the ledger is written against. Statements are in PostgreSQL's dialect; sqlite-text.ts translates them for SQLite.
import type { Row } from './row.ts';

type Scalar = string | number | boolean | null;

export type Parameter = Scalar | Uint8Array | readonly Scalar[] | Rows;

/** `hash` is 16 bytes as 32 hexadecimal digits: a uuid in PostgreSQL, a blob in SQLite. `bytes` can only be written. */
type ColumnKind = 'integer' | 'text' | 'hash' | 'bytes';

/** Values that are passed to a statement as a table. */
export interface Rows {
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  readonly values: readonly (readonly (string | number | null | Uint8Array)[])[];
  /** The values are in the order of the table's key. */
  readonly isSorted?: true;
}

/**
 * Makes the parameter of `rows($1)`. A query uses it as `rows($1) AS wanted`, a table with these columns and `place`, counted from 0. A statement
 * that writes uses it as `FROM rows($1) AS mine`, qualifies its columns (`mine.key`), and may be executed row by row. Each value lists the columns in
 * this order.
 */
export function rowsOf(columns: Readonly<Record<string, ColumnKind>>, values: Rows['values']): Rows {
  return { columns: Object.entries(columns), values };
}

/** Like rowsOf, for rows in the order of the key of the table they are written into, so that neighbouring rows share a page. */
export function sortedRowsOf(columns: Readonly<Record<string, ColumnKind>>, values: Rows['values']): Rows {
  return { ...rowsOf(columns, values), isSorted: true };
}

export function isRows(parameter: Parameter): parameter is Rows {
  return typeof parameter === 'object' && parameter !== null && 'values' in parameter && 'columns' in parameter;
}

/** Executes statements within one transaction, which ends when `work` does. A statement after that is an error. */
export interface Sql {
  get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined>;
  /** Returns a row that every intact ledger has. @throws DamagedLedger */
  one(text: string, ...parameters: readonly Parameter[]): Promise<Row>;
  all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]>;
  /** Returns the number of rows changed. */
  run(text: string, ...parameters: readonly Parameter[]): Promise<number>;
  /** Executes several statements without parameters. */
  script(text: string): Promise<void>;
  /** Yields the rows of a statement without parameters, at most `most` at a time. */
  scroll(text: string, most: number): AsyncIterable<readonly Row[]>;
  /** Waits until no other transaction holds the lock named `word`, and holds it until this transaction ends. */
  alone(word: string): Promise<void>;
}

/** Another transaction won the race. Nothing is wrong: the same work is tried again. */
export class Contested extends Error {
  override readonly name = 'Contested';
}

/** Work in a transaction. It must not await anything but its `Sql`. */
export type SqlWork<Result, In extends Sql = Sql> = (sql: In) => Promise<Result>;

/** The database of a ledger. Every access is in a transaction. */
export interface SqlDatabase<In extends Sql = Sql> {
  /** Runs `work` on one consistent view, which does not change when others write meanwhile. */
  read<Result>(work: SqlWork<Result, In>): Promise<Result>;
  /**
   * Runs `work` in a transaction that is durable when this returns and leaves nothing when it throws. `work` may be called several times, each time
   * from the start.
   */
  write<Result>(work: SqlWork<Result, In>): Promise<Result>;
}
