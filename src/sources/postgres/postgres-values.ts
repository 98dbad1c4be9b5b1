// Values of PostgreSQL as it writes them in text, and as a CSV file of ours has them.
import type { ColumnType } from '../../campaign/campaign.ts';

export interface ValueForm {
  readonly type: ColumnType;
  /** Undefined for a value that has no form that can be read again: NaN, infinity, a date before our era. */
  readonly write: (text: string) => string | undefined;
}

const asItIs = (text: string): string => text;

const text: ValueForm = { type: 'string', write: asItIs };
const integer: ValueForm = { type: 'integer', write: asItIs };
const number: ValueForm = { type: 'number', write: (value) => (/^[+\-]?\d/v.test(value) ? value : undefined) };
const boolean: ValueForm = { type: 'boolean', write: (value) => (value === 't' ? 'true' : 'false') };
const json: ValueForm = { type: 'json', write: asItIs };

/** ISO 8601, of "2026-11-28", "2026-11-28 06:00:00.5" and "2026-11-28 06:00:00+00". */
const date: ValueForm = {
  type: 'date',
  write: (value) =>
    /^\d{4}-\d\d-\d\d(?: [\d:.]+(?:[+\-][\d:]+)?)?$/v.test(value)
      ? value.replace(' ', 'T').replace(/(?<=T.*)[+\-]\d\d$/v, '$&:00')
      : undefined,
};

/** By the number of the type in its catalog, which is the same in every server (pg_type.dat). */
const forms: ReadonlyMap<number, ValueForm> = new Map([
  [16, boolean],
  [18, text],
  [19, text],
  [20, integer],
  [21, integer],
  [23, integer],
  [25, text],
  [26, integer],
  [114, json],
  [650, text],
  [700, number],
  [701, number],
  [705, text],
  [829, text],
  [869, text],
  [1042, text],
  [1043, text],
  [1082, date],
  [1083, text],
  [1114, date],
  [1184, date],
  [1266, text],
  [1700, number],
  [2950, text],
  [3802, json],
]);

/** Undefined for what has no form in text, and for types that the database has made itself. */
export function formOfType(oid: number): ValueForm | undefined {
  return forms.get(oid);
}

/** The form of a type that the database defines: words of a list, and kinds of text. `category` is that of its catalog. */
export function formOfCategory(category: string): ValueForm | undefined {
  return category === 'E' || category === 'S' ? text : undefined;
}

/** One line. An empty text is told from nothing, and a line is never empty, which would be no row. */
export function writeCsvRow(cells: readonly (string | null)[]): string {
  const written = cells.map(writeCell).join(',');
  return `${written === '' ? '""' : written}\n`;
}

function writeCell(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/v.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
