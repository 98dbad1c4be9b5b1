// Converts a value of a row to the declared type of its column, or reports that it does not fit.
import type { ColumnType } from '../../campaign/campaign.ts';
import type { CellForm } from './cell-form.ts';
import { findDateFormats } from './date-format.ts';
import { readDecimal } from './decimal-number.ts';
import { momentForms, normaliseMoment } from '../helpers/moment.ts';
import { readPreciseJson } from './precise-json.ts';
import { isBlank, scalarText, toNumber } from '../helpers/read-value.ts';

export type TypedValue = { readonly kind: 'value'; readonly value: unknown } | Mismatch;

export interface Mismatch {
  readonly kind: 'mismatch';
  /** Continues "does not hold". */
  readonly wanted: string;
  readonly help?: string;
}

/** Converts a value. An empty or missing one becomes '' in a string column and null in any other. */
export function typeValue(value: unknown, type: ColumnType, form: CellForm = {}): TypedValue {
  if (value === undefined || value === null || value === '') return typed(type === 'string' ? '' : null);
  return typeFilled(value, type, form);
}

function typeFilled(value: unknown, type: ColumnType, form: CellForm): TypedValue {
  switch (type) {
    case 'string':
      return orMismatch(scalarText(value), 'text');
    case 'number':
      return typeNumber(value, form.decimal);
    case 'integer':
      return typeInteger(value, form.decimal);
    case 'boolean':
      return orMismatch(toTruth(value), 'true or false', booleanHelp);
    case 'json':
      return typeof value === 'string' ? typeJson(value) : typed(value);
    case 'date':
      return typeDate(value, form);
  }
}

function typeNumber(value: unknown, decimal: CellForm['decimal']): TypedValue {
  const number = readNumberIn(value, decimal);
  if (number !== undefined) return typed(number);
  if (typeof value === 'string' && isBlank(value)) return typed(null);
  return mismatch(`a number (digits, ${numberForms[decimal ?? 'none']})`, explainNumber(value, decimal));
}

function typeInteger(value: unknown, decimal: CellForm['decimal']): TypedValue {
  const number = readNumberIn(value, decimal);
  if (Number.isSafeInteger(number)) return typed(number);
  if (typeof value === 'string' && isBlank(value)) return typed(null);
  return mismatch('a whole number', number === undefined ? explainNumber(value, decimal) : undefined);
}

const numberForms = {
  none: 'with a point for decimals',
  '.': 'with a point for decimals, a comma only between groups of three',
  ',': 'with a comma for decimals, a point only between groups of three',
} as const;

function readNumberIn(value: unknown, decimal: CellForm['decimal']): number | undefined {
  return decimal === undefined || typeof value !== 'string' ? toNumber(value) : readDecimal(value, decimal);
}

/** Returns what to declare, if that makes the value a number. */
function explainNumber(value: unknown, decimal: CellForm['decimal']): string | undefined {
  if (typeof value !== 'string') return undefined;
  const meant = ([',', '.'] as const).filter((mark) => mark !== decimal && readDecimal(value, mark) !== undefined);
  const [only] = meant;
  if (decimal !== undefined) {
    return only === undefined
      ? undefined
      : `The campaign says csv: { decimal: '${decimal}' }: write all numbers of the file in this way.`;
  }
  if (only === undefined || meant.length > 1) return undefined;
  return `If the file writes numbers as 1${only === ',' ? '.299,50' : ',299.50'}, write csv: { decimal: '${only}' } under audience.`;
}

/** Returns a whole number that JavaScript represents exactly. Longer ones are ids: they stay text in a string column. */
export function toInteger(value: unknown): number | undefined {
  const number = toNumber(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 't', 'y'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'f', 'n'].map((word) => [word, false] as const),
]);

const booleanHelp = 'A boolean is true or false, 1 or 0, yes or no, t or f, y or n, in any case.';

/** Reads what databases, spreadsheets and forms write for true and false, in upper or lower case, and JSON's true, false, 1 and 0. */
export function toTruth(value: unknown): boolean | undefined {
  const text = scalarText(value);
  return text === undefined ? undefined : words.get(text.trim().toLowerCase());
}

/** Reads only true and false, in upper or lower case. For printed values that the API expects to be a boolean. */
export function toBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

function typeJson(text: string): TypedValue {
  try {
    return typed(readPreciseJson(text));
  } catch {
    return mismatch('JSON');
  }
}

function typeDate(value: unknown, { zone, date: declared, mayBeIso = false }: CellForm): TypedValue {
  if (typeof value !== 'string') return mismatch('a date', momentForms);
  if (isBlank(value)) return typed(null);
  if (declared === undefined) return orMismatch(normaliseMoment(value, zone), 'a date', explainDate(value));
  const iso = declared.read(value) ?? (mayBeIso ? value : undefined);
  const date = iso === undefined ? undefined : normaliseMoment(iso, zone);
  const help = `Write it as ${declared.format}, a day that the calendar has.`;
  return orMismatch(date, `a date in the form ${declared.format}`, help);
}

/** Returns what to declare, if that makes the value a date. Spreadsheets keep a date as the number of days since 1900. */
function explainDate(text: string): string {
  if (/^\d{5}(?:\.\d+)?$/.test(text.trim())) {
    return 'The number is how a spreadsheet keeps a date: give the column a format of dates before it is exported.';
  }
  const [first, other] = findDateFormats(text);
  if (first === undefined) return momentForms;
  const either = other === undefined ? '' : `, or format: ${other} if the month comes first`;
  return `Declare the column as { type: date, format: ${other?.startsWith('d') === true ? other : first} }${either}.`;
}

function typed(value: unknown): TypedValue {
  return { kind: 'value', value };
}

function mismatch(wanted: string, help?: string): TypedValue {
  return { kind: 'mismatch', wanted, ...(help !== undefined && { help }) };
}

function orMismatch(value: unknown, wanted: string, help?: string): TypedValue {
  return value === undefined ? mismatch(wanted, help) : typed(value);
}
