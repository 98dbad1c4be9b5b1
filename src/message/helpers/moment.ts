// Reads dates and times as exports write them: ISO 8601, also with a space instead of T, a space before the offset, and UTC instead of Z.
import { offsetIn, offsetOfDay } from './time-zone.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A day, or a time on a day. */
export interface Moment {
  /** Milliseconds since 1970. For a day, this is its midnight. A time without an offset counts as UTC. */
  readonly time: number;
  /** day: without a time. local: a time without its offset from UTC. zoned: a time with its offset. */
  readonly kind: 'day' | 'local' | 'zoned';
}

interface Written extends Moment {
  readonly day: string;
  readonly clock: string;
  /** Z, or an offset such as +03:00; empty if there is none. */
  readonly offset: string;
}

const form =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<clock>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?(?<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/** The accepted forms, for messages. */
export const momentForms =
  'Dates are written 2027-01-31, 2027-01-31 22:30:00, and with an offset 2027-01-31T22:30:00Z, 2027-01-31 22:30:00 UTC and 2027-01-31 22:30:00 +0300. Other forms are read where the column says so: born: { type: date, format: dd.MM.yyyy }.';

export function readMoment(text: string): Moment | undefined {
  return readWritten(text);
}

/** Returns milliseconds since 1970. A day is its midnight. A time without an offset is read in the zone, or in UTC if no zone is given. */
export function readTime(text: string, zone: string | undefined): number | undefined {
  const moment = readMoment(text);
  if (moment === undefined || moment.kind === 'zoned' || zone === undefined) return moment?.time;
  return moment.time - findOffset(zone, moment.time).offset;
}

/** Returns the day that is written, in days since 1970. */
export function readDay(text: string): number | undefined {
  const written = readWritten(text);
  return written && Date.parse(written.day) / day;
}

function readWritten(text: string): Written | undefined {
  const { day, clock = '', zone = '' } = form.exec(text.trim())?.groups ?? {};
  if (day === undefined || !isDay(day)) return undefined;
  const offset = fullOffset(zone);
  const time = Date.parse(`${day}T${clock || '00:00'}${offset || 'Z'}`);
  return Number.isNaN(time) ? undefined : { time, kind: kindOf(clock, offset), day, clock, offset };
}

/** A date with a day that every month has. It needs no further check. */
const usualDay = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;

/** Returns whether the date exists. Some engines read 30 February as 2 March. */
function isDay(day: string): boolean {
  if (usualDay.test(day)) return true;
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === day;
}

function kindOf(clock: string, offset: string): Moment['kind'] {
  if (clock === '') return 'day';
  return offset === '' ? 'local' : 'zoned';
}

/** Returns the offset as Date.parse needs it, Z or +03:00. Databases write UTC, +03 and +0300. */
function fullOffset(zone: string): string {
  if (zone === '') return '';
  if (/^[a-z]/i.test(zone)) return 'Z';
  const minutes = zone.slice(3).replace(':', '');
  return `${zone.slice(0, 3)}:${minutes === '' ? '00' : minutes}`;
}

/**
 * Returns a cell of a date column in ISO 8601. If no offset is written, it gets the offset of `zone` at that time: 2027-01-31T22:30:00+03:00. As in
 * calendars, a time that a clock change skips is moved later by as much as the clocks skip, and a time that occurs twice means the first one.
 */
export function normaliseMoment(text: string, zone: string | undefined): string | undefined {
  const written = readWritten(text);
  if (written === undefined) return undefined;
  const { time, kind, day, clock, offset } = written;
  if (kind === 'day') return day;
  if (kind === 'zoned' || zone === undefined) return `${day}T${clock}${offset}`;
  return placeIn(zone, time, clock);
}

/** `local` is the time on the clocks of the zone, as if it were UTC. */
function placeIn(zone: string, local: number, clock: string): string {
  const { offset, shown } = findOffset(zone, local);
  const fraction = clock.replace(/^[\d:]*/, '');
  const wall = new Date(local - offset + shown).toISOString().slice(0, clock.length <= 5 ? 16 : 19);
  return `${wall}${fraction}${writeOffset(shown)}`;
}

/** Finds the offset for reading the clock, and the offset to show, which differs if a clock change skips the time. */
function findOffset(zone: string, local: number): { readonly offset: number; readonly shown: number } {
  const today = Math.floor(local / day);
  const [before, after] = [offsetOfDay(zone, today - 1), offsetOfDay(zone, today + 2)];
  if (before === after) return { offset: before, shown: before };
  // The larger offset gives the earlier moment.
  const fitting = [before, after].filter((offset) => offsetIn(zone, local - offset) === offset);
  const offset = fitting.length === 0 ? before : Math.max(...fitting);
  return { offset, shown: offsetIn(zone, local - offset) };
}

function writeOffset(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / minute);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hours}:${rest}`;
}
