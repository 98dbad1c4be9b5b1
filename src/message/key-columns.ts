// Normalises the columns of identifiers that a campaign's own `key` prints, so that one person has one key however the identifier is written.
import { readIdentifier } from '../campaign/rules/read-identifier.ts';
import { identifierName } from './identifier.ts';
import { scalarText } from './helpers/read-value.ts';
import { RowFault } from './row-fault.ts';
import type { RowValues } from './columns/type-row.ts';

/** A column that an identifier prints, and the campaign's text around it. */
export interface KeyColumn {
  readonly column: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const alone =
  /^(?<before>[^\{\}]*)\{\{~?\s*(?:(?<word>[\p{L}\p{N}_\-]+)|\[(?<bracketed>[^\]\}]+)\])\s*~?\}\}(?<after>[^\{\}]*)$/v;

/** Finds the columns of identifiers that print one column and nothing else of the row. `inKey` are the columns that the key reads. */
export function findKeyColumns(
  identifiers: Readonly<Record<string, string | undefined>>,
  inKey: ReadonlySet<string>,
): readonly KeyColumn[] {
  const found = new Map<string, KeyColumn>();
  for (const [key, text] of Object.entries(identifiers)) {
    const one = readAlone(identifierName(key), text ?? '');
    if (one === undefined || !inKey.has(one.column)) continue;
    const { column } = one;
    // If two identifiers read one column, the one that tells more people apart wins: an email address is keyed in lower case.
    if (!found.has(column) || found.get(column)?.name === 'INSIDER.email') found.set(column, one);
  }
  return [...found.values()];
}

function readAlone(name: string, text: string): KeyColumn | undefined {
  const { before = '', word, bracketed, after = '' } = alone.exec(text)?.groups ?? {};
  const column = word ?? bracketed;
  return column === undefined ? undefined : { column, name, before, after };
}

/**
 * Returns the row with its key columns in normalised form; the same object if nothing differs. Throws a RowFault (PP221) for an invalid identifier.
 */
export function keyForms(row: RowValues, columns: readonly KeyColumn[]): RowValues {
  let forms: Record<string, unknown> | undefined;
  for (const { column, name, before, after } of columns) {
    const text = scalarText(row[column]);
    if (text === undefined) continue;
    const reading = readIdentifier(name, before + text + after);
    if (reading.kind === 'fault') throw new RowFault('PP221', `${name} ${reading.message}`, reading.help);
    const form = reading.kind === 'empty' ? '' : strip(reading.keyed, before, after);
    if (form === text) continue;
    forms ??= Object.assign<Record<string, unknown>, RowValues>(Object.create(null), row);
    forms[column] = form;
  }
  return forms ?? row;
}

function strip(keyed: string, before: string, after: string): string {
  const start = keyed.startsWith(before) ? before.length : 0;
  const end = keyed.endsWith(after) ? after.length : 0;
  return keyed.slice(start, keyed.length - end);
}
