// Summarises the rows of a data file for a lock: their number, a digest independent of their order, and the columns with their types.
import { hash } from 'node:crypto';
import type { DataFile } from '../audience/data-file.ts';
import { openAudience, type Reading } from '../audience/open-audience.ts';
import type { ColumnType } from '../campaign/campaign.ts';
import type { AudienceLock } from '../generated/lock.ts';

/** How the campaign says that its file is written. A lock counts rows before they are grouped. */
export type FileForm = Pick<Reading, 'rows' | 'csv' | 'sheet'>;

export type RowSummary = Pick<AudienceLock, 'rows' | 'rows_sha256' | 'columns'>;

/** `declared` are the known types by column. Throws a Refusal (exit 3) if the file is invalid. */
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
  const types = new ColumnTypes(declared);
  let rows = 0;
  let sum = 0n;
  for await (const block of audience.blocks) {
    for (const { values } of block) {
      rows += 1;
      // A sum does not depend on the order. Unlike XOR, it also changes if a row occurs twice.
      sum += BigInt(`0x${hash('sha256', JSON.stringify(values), 'hex')}`);
      for (const [name, value] of Object.entries(values)) types.note(name, value);
    }
  }
  const columns = types.of(audience.columns);
  return { rows, rows_sha256: BigInt.asUintN(256, sum).toString(16).padStart(64, '0'), columns };
}

/** The declared types, otherwise the types that fit all values of a column. */
class ColumnTypes {
  readonly #declared: Readonly<Record<string, ColumnType>>;
  readonly #seen = new Map<string, ColumnType>();
  /** Columns declared as integer with ids that a number cannot hold exactly. As integers they would be refused, so they become strings. */
  readonly #tooLong = new Set<string>();

  constructor(declared: Readonly<Record<string, ColumnType>>) {
    this.#declared = declared;
  }

  note(name: string, value: unknown): void {
    if (this.#declared[name] === 'integer' && isTooLong(value)) this.#tooLong.add(name);
    const type = typeOf(value);
    if (type === undefined) return;
    const before = this.#seen.get(name) ?? type;
    if (before === type) this.#seen.set(name, type);
    else this.#seen.set(name, isNumber(before) && isNumber(type) ? 'number' : 'string');
  }

  /** Returns the type of each column, including columns of the header that no row has. */
  of(header: readonly string[]): Record<string, ColumnType> {
    // A column may be named __proto__, which only an object without a prototype accepts as a key.
    const columns: Record<string, ColumnType> = Object.create(null);
    for (const name of new Set([...header, ...this.#seen.keys()])) {
      columns[name] = this.#tooLong.has(name) ? 'string' : (this.#declared[name] ?? this.#seen.get(name) ?? 'string');
    }
    return columns;
  }
}

function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > 15 && !Number.isSafeInteger(Number(value));
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
