// The rows of a data file as a lock describes them: how many, a digest that knows no order, and the columns with their types.
import { hash } from 'node:crypto';
import type { DataFile } from '../audience/data-file.ts';
import { openAudience, type Reading } from '../audience/open-audience.ts';
import type { ColumnType } from '../campaign/campaign.ts';
import type { AudienceLock } from '../generated/lock.ts';

/** What the campaign says of the form of its file; a lock counts rows before they are grouped. */
export type FileForm = Pick<Reading, 'rows' | 'csv' | 'sheet'>;

export type RowSummary = Pick<AudienceLock, 'rows' | 'rows_sha256' | 'columns'>;

/** `declared` are types that are known, by column. Throws a Refusal (exit 3) where the file is at fault. */
export async function summariseRows(
  file: DataFile,
  bytes: AsyncIterable<Uint8Array>,
  declared: Readonly<Record<string, ColumnType>>,
  { rows: written, csv, sheet }: FileForm = {},
): Promise<RowSummary> {
  await using audience = await openAudience(file, bytes, {
    ...(written && { rows: written }),
    ...(csv && { csv }),
    ...(sheet !== undefined && { sheet }),
  });
  const seen = new Map<string, ColumnType>();
  let rows = 0;
  let sum = 0n;
  for await (const block of audience.blocks) {
    for (const { values } of block) {
      rows += 1;
      // A sum is the same in any order, and unlike an exclusive or it tells a row that stands twice.
      sum += BigInt(`0x${hash('sha256', JSON.stringify(values), 'hex')}`);
      for (const [name, value] of Object.entries(values)) note(seen, name, value);
    }
  }
  const names = new Set([...audience.columns, ...seen.keys()]);
  // A column may be called __proto__, which only a map without prototype takes as a name.
  const columns: Record<string, ColumnType> = Object.create(null);
  for (const name of names) columns[name] = settleType(declared[name], seen.get(name));
  return { rows, rows_sha256: BigInt.asUintN(256, sum).toString(16).padStart(64, '0'), columns };
}

/** Whole numbers that are too long to be exact are read as text: ids, which an integer column would refuse. */
function settleType(declared: ColumnType | undefined, seen: ColumnType | undefined): ColumnType {
  return declared === 'integer' && seen === 'string' ? 'string' : (declared ?? seen ?? 'string');
}

function note(seen: Map<string, ColumnType>, name: string, value: unknown): void {
  const type = typeOf(value);
  if (type === undefined) return;
  const before = seen.get(name) ?? type;
  if (before === type) seen.set(name, type);
  else seen.set(name, isNumber(before) && isNumber(type) ? 'number' : 'string');
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}

function typeOf(value: unknown): ColumnType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'object') return 'json';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return 'string';
}
