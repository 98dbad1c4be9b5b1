// A recipient: one row of an audience as it was read, before columns are typed.

export interface Recipient {
  /** Counts data rows from 1 (the header is not a row). */
  readonly row: number;
  /** Line in the file where the row begins, from 1. */
  readonly line: number;
  /**
   * Values by column, without a prototype. csv and tsv have strings. ndjson and json have what JSON.parse returns, but numbers over 2^53, or with
   * more digits than a double can hold, stay strings.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** Set if each value is read only when it is needed. Using `values` would read them all. */
  readonly cells?: Cells;
}

interface Cells {
  readonly columns: readonly string[];
  /** Returns undefined if there is no such column. */
  read(column: string): unknown;
}

export function columnNamesOf(recipient: Recipient): readonly string[] {
  return recipient.cells === undefined ? Object.keys(recipient.values) : recipient.cells.columns;
}

/** The value in a column; undefined if the row has none. */
export function cellOf(recipient: Pick<Recipient, 'values' | 'cells'>, column: string): unknown {
  if (recipient.cells !== undefined) return recipient.cells.read(column);
  const { values } = recipient;
  return Object.hasOwn(values, column) ? values[column] : undefined;
}

/** Copies a recipient to plain data, which keeps nothing else of the file in memory. */
export function copyRecipient({ row, line, values }: Recipient): Recipient {
  return { row, line, values };
}
