// The formats of audience files, told by the name of the file.
import { refuseFile } from './fault.ts';

export type AudienceFormat =
  | { readonly kind: 'csv'; readonly delimiter: ',' | '\t' }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'json' }
  /** A sheet of a workbook, which is packed as it is. */
  | { readonly kind: 'xlsx' };

const formats: Readonly<Record<string, AudienceFormat>> = {
  '.csv': { kind: 'csv', delimiter: ',' },
  '.tsv': { kind: 'csv', delimiter: '\t' },
  '.ndjson': { kind: 'ndjson' },
  '.jsonl': { kind: 'ndjson' },
  '.json': { kind: 'json' },
};

/** Throws a Refusal (PP213) when the name ends in none of the known ways. */
export function findFormat(file: string): { readonly format: AudienceFormat; readonly gzipped: boolean } {
  const name = file.toLowerCase();
  const gzipped = name.endsWith('.gz');
  const plain = gzipped ? name.slice(0, -'.gz'.length) : name;
  if (name.endsWith('.xlsx')) return { format: { kind: 'xlsx' }, gzipped };
  const found = Object.entries(formats).find(([ending]) => plain.endsWith(ending));
  if (found === undefined) {
    const known = Object.keys(formats).join(', ');
    throw refuseFile(
      file,
      'PP213',
      'the name of the audience file says no format that pushplan can read',
      `Let it end in one of ${known}, each also with .gz behind it, or in .xlsx.`,
    );
  }
  return { format: found[1], gzipped };
}
