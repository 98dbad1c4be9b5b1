// One value of a row becomes what its column is declared as, or is found not to be that.
import type { ColumnType } from '../campaign/campaign.ts';
import { momentForms, normaliseMoment } from './helpers/moment.ts';
import { readPreciseJson } from './precise-json.ts';
import { isBlank, scalarText, toNumber } from './helpers/read-value.ts';

export type TypedValue = { readonly kind: 'value'; readonly value: unknown } | Mismatch;

export interface Mismatch {
  readonly kind: 'mismatch';
  /** Goes on after "does not hold". */
  readonly wanted: string;
  readonly help?: string;
}

/** An empty or absent value is '' in a string column and null in every other. `zone` is that of times without an offset. */
export function typeValue(value: unknown, type: ColumnType, zone?: string): TypedValue {
  if (value === undefined || value === null || value === '') return typed(type === 'string' ? '' : null);
  switch (type) {
    case 'string':
      return orMismatch(scalarText(value), 'text');
    case 'number':
      return orMismatch(toNumber(value), 'a number (digits, with a point for decimals)');
    case 'integer':
      return orMismatch(toInteger(value), 'a whole number');
    case 'boolean':
      return orMismatch(toTruth(value), 'true or false', booleanHelp);
    case 'json':
      return typeof value === 'string' ? typeJson(value) : typed(value);
    case 'date':
      return typeDate(value, zone);
  }
}

/** A whole number that JavaScript holds exactly. Longer ones are ids: they stay text in a string column. */
export function toInteger(value: unknown): number | undefined {
  const number = toNumber(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 't', 'y'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'f', 'n'].map((word) => [word, false] as const),
]);

const booleanHelp = 'A boolean is true or false, 1 or 0, yes or no, t or f, y or n, in any case.';

/** What databases, spreadsheets and forms write for true and false, in any case; JSON's true and false, 1 and 0. */
export function toTruth(value: unknown): boolean | undefined {
  const text = scalarText(value);
  return text === undefined ? undefined : words.get(text.trim().toLowerCase());
}

/** True and false alone, in any case: for what is printed where the API asks for one of them. */
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

function typeDate(value: unknown, zone: string | undefined): TypedValue {
  if (typeof value === 'string' && isBlank(value)) return typed(null);
  const date = typeof value === 'string' ? normaliseMoment(value, zone) : undefined;
  return orMismatch(date, 'a date', momentForms);
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
