// Reads the values that a template passes to helpers. In csv every value is text, so text that reads as a number is a number.
import { readDecimal } from '../columns/decimal-number.ts';
import { HelperFault, type HelperParameter } from './helper.ts';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Returns a number; undefined if the value is neither a number nor text that reads as one with a decimal point. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && !decimal.test(value.trim())) return undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Whether there is nothing to print: '', only spaces, null, or a missing field. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Whether `if` treats the value as false, as in Handlebars: a missing or empty value, 0, false and an empty list. */
export function isFalsy(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

/** Returns the text of a single value; undefined for a list, an object, null or undefined. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Returns Unicode's composed form (NFC), in which texts are compared: é may be one code point or two. Below U+0300 nothing can be composed. */
export function composed(text: string): string {
  return /[\u0300-\uffff]/.test(text) ? text.normalize('NFC') : text;
}

export function readText(value: unknown): string {
  const text = value === undefined || value === null ? '' : scalarText(value);
  if (text !== undefined) return text;
  throw new HelperFault('is a list or an object, not text');
}

export function readNumber(value: unknown): number {
  if (isBlank(value)) throw new HelperFault('is empty or missing, not a number');
  const number = toNumber(value);
  if (number === undefined) throw new HelperFault(explainNumber(value));
  // Digits would be lost silently, and another amount printed.
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw new HelperFault('is a number above 9007199254740991, of which digits would be lost');
  return number;
}

/** Explains why a value is not a number. If it is one in the form of another country, says what to declare. */
function explainNumber(value: unknown): string {
  const isDeclarable = typeof value === 'string' && readDecimal(value, ',') !== undefined;
  const declare = isDeclarable ? `; declare its column as number, and csv: { decimal: ',' }, under audience` : '';
  return `is not a number (digits, with a point for decimals)${declare}`;
}

function readCount(value: unknown): number {
  const count = readNumber(value);
  if (!Number.isInteger(count) || count < 1) throw new HelperFault('is not a whole number of at least 1');
  return count;
}

function readList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isBlank(value)) return [];
  throw new HelperFault('is not a list');
}

export const anything = (name: string): HelperParameter<unknown> => ({ name, read: (value) => value });
export const text = (name: string): HelperParameter<string> => ({ name, read: readText });
export const number = (name: string): HelperParameter<number> => ({ name, reads: 'number', read: readNumber });
export const count = (name: string): HelperParameter<number> => ({ name, read: readCount });
export const list = (name: string): HelperParameter<readonly unknown[]> => ({ name, read: readList });

export const optionalText = (name: string): HelperParameter<string | undefined> => ({
  name,
  optional: true,
  read: (value) => (value === undefined ? undefined : readText(value)),
});
