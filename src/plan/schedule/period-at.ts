// The periods of a recurring campaign. Everybody may get it once in each period.
import type { Every } from '../../campaign/schedule/schedule.ts';
import { daysSinceMonday, localAt, momentOf } from './zone-clock.ts';

const day = 86_400_000;

export interface Period {
  /** A name such as "day 2026-12-01". It is part of every key, so its format must never change. */
  readonly name: string;
  /** The first moment of the period, and the first moment after it, in milliseconds since 1970. */
  readonly begins: number;
  readonly ends: number;
}

/** Returns the first period if `time` is before it. */
export function periodAt(every: Every, time: number): Period {
  const starts = startOf(every);
  const at = Math.max(time, starts ?? time);
  const { length } = every;
  return length === undefined ? periodOfCalendar(every, at) : periodOfHours(every, length, starts ?? 0, at);
}

/** Undefined if the period of that moment is the first one. */
export function periodBefore(every: Every, time: number): Period | undefined {
  const { name, begins } = periodAt(every, time);
  const before = periodAt(every, begins - 1);
  return before.name === name ? undefined : before;
}

/** Nothing is sent before this moment. Undefined if the campaign names no start. */
export function startOf({ zone, starts }: Every): number | undefined {
  return starts === undefined ? undefined : momentOf(zone, starts);
}

/** Periods of hours always have the same length, also when clocks change. */
function periodOfHours({ period }: Every, length: number, starts: number, at: number): Period {
  const begins = starts + Math.floor((at - starts) / length) * length;
  const minutes = new Date(begins).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
  return { name: `${period} ${minutes}Z`, begins, ends: begins + length };
}

function periodOfCalendar({ period, zone }: Every, at: number): Period {
  const local = calendarStart(period, localAt(zone, at));
  const next = calendarNext(period, local);
  // If clocks are put back over midnight, the day that has begun continues.
  const first = momentOf(zone, next) <= at ? next : local;
  const date = new Date(first).toISOString();
  return {
    name: `${period} ${date.slice(0, (period === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD').length)}`,
    begins: momentOf(zone, first),
    ends: momentOf(zone, calendarNext(period, first)),
  };
}

/** All values are on the clock of the zone, in milliseconds as if it were UTC. */
function calendarStart(period: string, local: number): number {
  const today = Math.floor(local / day);
  if (period === 'week') return (today - daysSinceMonday(today)) * day;
  const date = new Date(local);
  return period === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) : today * day;
}

function calendarNext(period: string, first: number): number {
  if (period === 'week') return first + 7 * day;
  const date = new Date(first);
  return period === 'month' ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : first + day;
}
