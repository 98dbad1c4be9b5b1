// A recipient: one row of an audience as it was read, before columns are typed.

export interface Recipient {
  /** Counts data rows from 1 (the header is not a row). */
  readonly row: number;
  /** Line in the file where the row begins, from 1. */
  readonly line: number;
  /** Column to value. Null prototype. csv and tsv hold strings; ndjson and json hold what JSON.parse gives (numbers over 2^53 or with more digits than a double keeps stay strings). */
  readonly values: Readonly<Record<string, unknown>>;
}
