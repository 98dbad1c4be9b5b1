// Makes the stand-in of a cell: a value of the same type and form. It replaces the cell before anything is computed from it.
import { isBlank } from './helpers/read-value.ts';
import { makeStandIn } from './stand-in.ts';
import type { RowValues } from './columns/type-row.ts';

/** A zero before the point and an exponent are kept: they show the size of a number, not its digits. */
const numeral = /^(?<before>[+-]?(?:0(?=\.\d))?)(?<digits>\d+\.?\d*|\.\d+)(?<exponent>(?:e[+-]?\d{1,3})?)$/i;
const isoDate =
  /^(?<year>\d{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?<clock>[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?<zone> ?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/;
const writtenDate =
  /^(?<first>0?[1-9]|[12]\d|3[01])(?<mark>[./-])(?<second>0?[1-9]|[12]\d|3[01])\k<mark>(?<year>\d{4})(?<clock>[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?$/;
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** One of the longest dates in most languages, since samples must show texts that may not fit. */
const anyDay = '-09-23';
const anyClock = '20:45:36.123456789';
const anyUuid = '12345678-9abc-4def-8123-456789abcdef';

/** Makes the stand-in of a value. Lists keep their length and objects their keys, which templates use. Null, true and false stay. */
export function makeCellStandIn(value: unknown): unknown {
  if (typeof value === 'string') return makeTextStandIn(value);
  if (typeof value === 'number') return Number(makeTextStandIn(String(value)));
  if (Array.isArray(value)) return value.map(makeCellStandIn);
  return typeof value === 'object' && value !== null ? makePartStandIns(value) : value;
}

/** Makes the row of stand-ins. Public columns keep their values. */
export function makeRowStandIn(row: RowValues, publicColumns: readonly string[]): RowValues {
  return makePartStandIns(row, new Set(publicColumns));
}

function makePartStandIns(parts: object, kept: ReadonlySet<string> = new Set()): Readonly<Record<string, unknown>> {
  const own: Readonly<Record<string, unknown>> = Object.create(null);
  const made = Object.entries(parts).map(([name, part]) => [name, kept.has(name) ? part : makeCellStandIn(part)]);
  return Object.assign(own, Object.fromEntries(made));
}

function makeTextStandIn(text: string): string {
  const written = text.trim();
  return text.replace(written, () => replaceForm(written) ?? replaceText(written));
}

/** A text that is not empty never becomes empty, since a condition would then decide otherwise for the stand-in than for the row. */
function replaceText(text: string): string {
  const standIn = makeStandIn(text);
  return isBlank(standIn) && text !== '' ? 'x' : standIn;
}

/** Undefined for a text that is no truth value, UUID, number or date. */
function replaceForm(text: string): string | undefined {
  if (/^(?:true|false)$/i.test(text)) return text;
  if (uuid.test(text)) return /[A-F]/.test(text) ? anyUuid.toUpperCase() : anyUuid;
  return replaceNumeral(text) ?? replaceIsoDate(text) ?? replaceWrittenDate(text);
}

function replaceNumeral(text: string): string | undefined {
  const groups = numeral.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { before = '', digits = '', exponent = '' } = groups;
  return before + makeStandIn(digits) + exponent;
}

function replaceIsoDate(text: string): string | undefined {
  const groups = isoDate.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { year = '', clock = '', zone = '' } = groups;
  return year + anyDay + replaceClock(clock) + zone.replaceAll(/\d/g, '0');
}

/** Either of the first two numbers may be the month. */
function replaceWrittenDate(text: string): string | undefined {
  const groups = writtenDate.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { first = '', second = '', mark = '', year = '', clock = '' } = groups;
  return `${'11'.slice(0, first.length)}${mark}${'12'.slice(0, second.length)}${mark}${year}${replaceClock(clock)}`;
}

function replaceClock(clock: string): string {
  return clock.slice(0, 1) + anyClock.slice(0, Math.max(0, clock.length - 1));
}
