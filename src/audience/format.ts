// Finds the format of an audience file by its name.
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { refuseFile } from './fault.ts';
import type { DataFile } from './data-file.ts';

type AudienceFormat =
  | { readonly kind: 'csv'; readonly delimiter: ',' | '\t' }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'json' }
  /** A sheet of a workbook, which is packed by its own format. */
  | { readonly kind: 'xlsx' };

const formats: Readonly<Record<string, AudienceFormat>> = {
  '.csv': { kind: 'csv', delimiter: ',' },
  '.tsv': { kind: 'csv', delimiter: '\t' },
  '.ndjson': { kind: 'ndjson' },
  '.jsonl': { kind: 'ndjson' },
  '.json': { kind: 'json' },
};

/** Endings of files that the query engine reads and passes on as ndjson: Parquet, and the result of a query. */
const fromEngine = ['.parquet', '.sql'];

const packings = ['.gz', '.zst'] as const;

/** How a file is packed, as the ending of its name says. */
export type Packing = (typeof packings)[number];

export interface FoundFormat {
  readonly format: AudienceFormat;
  readonly packing?: Packing;
}

/** `rows` is the format of the rows if the name does not tell it. Throws a Refusal (PP213) if the name has no known ending. */
export function findFormat(file: DataFile, rows?: 'csv' | 'ndjson'): FoundFormat {
  if (rows !== undefined) return { format: rows === 'csv' ? { kind: 'csv', delimiter: ',' } : { kind: 'ndjson' } };
  const name = file.name.toLowerCase();
  if (name.endsWith('.xlsx')) return { format: { kind: 'xlsx' } };
  if (fromEngine.some((ending) => name.endsWith(ending))) return { format: { kind: 'ndjson' } };
  const packing = packings.find((ending) => name.endsWith(ending));
  const plain = packing === undefined ? name : name.slice(0, -packing.length);
  const found = Object.entries(formats).find(([ending]) => plain.endsWith(ending));
  if (found === undefined) {
    throw refuseName(file);
  }
  return { format: found[1], ...(packing && { packing }) };
}

function refuseName(file: DataFile): Refusal {
  const { name, what, at } = file;
  const says = 'has no ending that pushplan can read';
  const help = `End it in one of ${Object.keys(formats).join(', ')}, each also with .gz or .zst after it, or in .xlsx or .parquet.`;
  if (at === undefined) return refuseFile(file, 'PP213', `the name of ${what} ${says}`, help);
  return new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP213', `the name of ${what} ${name} ${says}`, help)]);
}
