// The period of a campaign that is sent again and again: in each of them everybody may get it once.
import type { Every } from '../../campaign/schedule/schedule.ts';
import { daysSinceMonday, localAt, momentOf } from './zone-clock.ts';

const day = 86_400_000;

export interface Period {
  /** "day 2026-12-01": part of every key, so it is never written in another way. */
  readonly name: string;
  /** Its first moment, and the first behind it. Milliseconds since 1970. */
  readonly begins: number;
  readonly ends: number;
}

/** The first one where there is none yet. */
export function periodAt(every: Every, time: number): Period {
  const starts = startOf(every);
  const at = Math.max(time, starts ?? time);
  const { length } = every;
  return length === undefined ? periodOfCalendar(every, at) : periodOfHours(every, length, starts ?? 0, at);
}

/** Undefined where the one of that moment is the first. */
export function periodBefore(every: Every, time: number): Period | undefined {
  const { name, begins } = periodAt(every, time);
  const before = periodAt(every, begins - 1);
  return before.name === name ? undefined : before;
}

/** Before it nothing is sent. Undefined where none is written. */
export function startOf({ zone, starts }: Every): number | undefined {
  return starts === undefined ? undefined : momentOf(zone, starts);
}

/** Hours are as long on every day, whatever the clocks do. */
function periodOfHours({ period }: Every, length: number, starts: number, at: number): Period {
  const begins = starts + Math.floor((at - starts) / length) * length;
  const minutes = new Date(begins).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
  return { name: `${period} ${minutes}Z`, begins, ends: begins + length };
}

function periodOfCalendar({ period, zone }: Every, at: number): Period {
  const local = calendarStart(period, localAt(zone, at));
  const next = calendarNext(period, local);
  // Where clocks are put back over midnight, the day that has begun goes on.
  const first = momentOf(zone, next) <= at ? next : local;
  const date = new Date(first).toISOString();
  return {
    name: `${period} ${date.slice(0, (period === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD').length)}`,
    begins: momentOf(zone, first),
    ends: momentOf(zone, calendarNext(period, first)),
  };
}

/** All on the clock of the zone, in milliseconds as if it were UTC. */
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
