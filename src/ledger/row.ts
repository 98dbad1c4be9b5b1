// Reads the columns of a row with their types. A column of another type means that the file is damaged.
export type Row = Readonly<Record<string, unknown>>;

/** The content of the file cannot have been written by pushplan. */
export class DamagedLedger extends Error {
  override readonly name = 'DamagedLedger';
}

/** Returns a row that every intact ledger has. @throws DamagedLedger */
export function required(row: Row | undefined): Row {
  if (row === undefined) throw new DamagedLedger('something is missing that every ledger has');
  return row;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw wrongType(column, 'an integer');
  return value;
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw wrongType(column, 'a text');
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongType(column, 'a blob');
  return value;
}

export function blobOrNull(row: Row, column: string): Uint8Array | null {
  return row[column] === null ? null : blob(row, column);
}

/** Returns a hash of 16 bytes as 32 hexadecimal digits. PostgreSQL returns it as a uuid. */
export function hash(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value.replaceAll('-', '');
  const { buffer, byteOffset, byteLength } = blob(row, column);
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}

function wrongType(column: string, expected: string): DamagedLedger {
  return new DamagedLedger(`the column ${column} does not hold ${expected}`);
}
