// One value of a row becomes what its column is declared as, or is found not to be that.
import type { ColumnType } from '../campaign/campaign.ts';
import { momentForms, normaliseMoment } from './moment.ts';
import { readPreciseJson } from './precise-json.ts';
import { isBlank, scalarText, toNumber } from './read-value.ts';

export type TypedValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'mismatch'; readonly wanted: string; readonly help?: string };

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
      return orMismatch(toBoolean(value), 'true or false');
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

/** true and false, in any case: spreadsheets write TRUE. */
export function toBoolean(value: unknown): boolean | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === true || word === 'true') return true;
  return word === false || word === 'false' ? false : undefined;
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
  return date === undefined ? { kind: 'mismatch', wanted: 'a date', help: momentForms } : typed(date);
}

function typed(value: unknown): TypedValue {
  return { kind: 'value', value };
}

function mismatch(wanted: string): TypedValue {
  return { kind: 'mismatch', wanted };
}

function orMismatch(value: unknown, wanted: string): TypedValue {
  return value === undefined ? mismatch(wanted) : typed(value);
}
