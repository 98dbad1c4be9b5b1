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
  const types = new ColumnTypes(declared);
  let rows = 0;
  let sum = 0n;
  for await (const block of audience.blocks) {
    for (const { values } of block) {
      rows += 1;
      // A sum is the same in any order, and unlike an exclusive or it tells a row that stands twice.
      sum += BigInt(`0x${hash('sha256', JSON.stringify(values), 'hex')}`);
      for (const [name, value] of Object.entries(values)) types.note(name, value);
    }
  }
  const columns = types.of(audience.columns);
  return { rows, rows_sha256: BigInt.asUintN(256, sum).toString(16).padStart(64, '0'), columns };
}

/** The types that are declared, or else those that all values of a column have. */
class ColumnTypes {
  readonly #declared: Readonly<Record<string, ColumnType>>;
  readonly #seen = new Map<string, ColumnType>();
  /** Columns of ids that a number would not hold exactly: a column of integers would refuse them. */
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

  /** With those of the header that no row has. */
  of(header: readonly string[]): Record<string, ColumnType> {
    // A column may be called __proto__, which only a map without prototype takes as a name.
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
