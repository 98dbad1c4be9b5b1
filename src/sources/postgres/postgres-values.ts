// Converts values of PostgreSQL from its text form to that of pushplan's CSV files.
import type { ColumnType } from '../../campaign/campaign.ts';

export interface ValueForm {
  readonly type: ColumnType;
  /** Returns undefined for a value without a form that can be read again: NaN, infinity, a date before our era. */
  readonly write: (text: string) => string | undefined;
}

const asItIs = (text: string): string => text;

const text: ValueForm = { type: 'string', write: asItIs };
const integer: ValueForm = { type: 'integer', write: asItIs };
const number: ValueForm = { type: 'number', write: (value) => (/^[+\-]?\d/v.test(value) ? value : undefined) };
const boolean: ValueForm = { type: 'boolean', write: (value) => (value === 't' ? 'true' : 'false') };
const json: ValueForm = { type: 'json', write: asItIs };

/** Writes ISO 8601 for "2026-11-28", "2026-11-28 06:00:00.5" and "2026-11-28 06:00:00+00". */
const date: ValueForm = {
  type: 'date',
  write: (value) =>
    /^\d{4}-\d\d-\d\d(?: [\d:.]+(?:[+\-][\d:]+)?)?$/v.test(value)
      ? value.replace(' ', 'T').replace(/(?<=T.*)[+\-]\d\d$/v, '$&:00')
      : undefined,
};

/** Forms by the number of the type in the server's catalog, which is the same on every server (pg_type.dat). */
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

/** Returns undefined for a type without a text form, and for types that are defined in the database itself. */
export function formOfType(oid: number): ValueForm | undefined {
  return forms.get(oid);
}

/** The form of a type that is defined in the database: enums and kinds of text. `category` is its category in the catalog. */
export function formOfCategory(category: string): ValueForm | undefined {
  return category === 'E' || category === 'S' ? text : undefined;
}

/** Writes one line. An empty text differs from NULL, and a line is never empty, since an empty line is not a row. */
export function writeCsvRow(cells: readonly (string | null)[]): string {
  const written = cells.map(writeCell).join(',');
  return `${written === '' ? '""' : written}\n`;
}

function writeCell(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/v.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
