// The port to SQL that the ledger is written against. Statements are PostgreSQL's; sqlite-text.ts says how SQLite reads them.
import type { Row } from './row.ts';

type Scalar = string | number | boolean | null;

export type Parameter = Scalar | Uint8Array | readonly Scalar[] | Rows;

/** `hash` is 16 bytes as 32 hexadecimal digits: a uuid in PostgreSQL, a blob in SQLite. `bytes` are only written. */
type ColumnKind = 'integer' | 'text' | 'hash' | 'bytes';

/** Values as a table. */
export interface Rows {
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  readonly values: readonly (readonly (string | number | null | Uint8Array)[])[];
  /** They are in the order of the table's key. */
  readonly isSorted?: true;
}

/**
 * For `rows($1) AS wanted` in a text that asks, which has these columns and `place`, counted from 0; in one that writes it is
 * `FROM rows($1) AS mine`, whose columns are named with it (`mine.key`), and may be done one row after the other. Each value has its
 * columns in their order.
 */
export function rowsOf(columns: Readonly<Record<string, ColumnKind>>, values: Rows['values']): Rows {
  return { columns: Object.entries(columns), values };
}

/** As rowsOf, for rows that are in the order of the key of the table that they are written into: neighbours share a page. */
export function sortedRowsOf(columns: Readonly<Record<string, ColumnKind>>, values: Rows['values']): Rows {
  return { ...rowsOf(columns, values), isSorted: true };
}

export function isRows(parameter: Parameter): parameter is Rows {
  return typeof parameter === 'object' && parameter !== null && 'values' in parameter && 'columns' in parameter;
}

/** Statements within one transaction. It is over when `work` has ended: a statement after that is an error. */
export interface Sql {
  get(text: string, ...parameters: readonly Parameter[]): Promise<Row | undefined>;
  /** For what is there in every ledger that is whole. @throws DamagedLedger */
  one(text: string, ...parameters: readonly Parameter[]): Promise<Row>;
  all(text: string, ...parameters: readonly Parameter[]): Promise<readonly Row[]>;
  /** Gives how many rows were changed. */
  run(text: string, ...parameters: readonly Parameter[]): Promise<number>;
  /** Several statements, without parameters. */
  script(text: string): Promise<void>;
  /** The rows of a statement without parameters, so many at a time. */
  scroll(text: string, most: number): AsyncIterable<readonly Row[]>;
  /** Waits until no other transaction has said this word, and keeps others that say it waiting until this one has ended. */
  alone(word: string): Promise<void>;
}

/** Another transaction was faster: nothing is wrong, the same is tried again. */
export class Contested extends Error {
  override readonly name = 'Contested';
}

/** Nothing but its `Sql` is awaited in it. */
export type SqlWork<Result, In extends Sql = Sql> = (sql: In) => Promise<Result>;

/** A ledger's database: all that is asked of it is asked in a transaction. */
export interface SqlDatabase<In extends Sql = Sql> {
  /** One view, which does not change when others write meanwhile. */
  read<Result>(work: SqlWork<Result, In>): Promise<Result>;
  /** Durable when it returns; nothing of it is left when it throws. `work` may be called several times, each time from the start. */
  write<Result>(work: SqlWork<Result, In>): Promise<Result>;
}
