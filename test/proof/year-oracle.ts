// Calculates when somebody may be sent to over a year, by intervals that Temporal makes day by day. It shares no code with src and
// works differently: src looks ahead from a moment, and this lays out the whole year.
import { Temporal } from 'temporal-polyfill';

/** Includes `from` and excludes `to`. Milliseconds since 1970. */
export type Interval = readonly [from: number, to: number];

/** Hours as campaigns and policies write them. */
export interface WrittenHours {
  readonly days?: readonly string[];
  readonly from: string;
  readonly to: string;
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minute = 60_000;
const hour = 60 * minute;
const dayMinutes = 1440;

/** One time zone from some days before a year to some days after it. */
export class ZoneYear {
  readonly #zone: string;
  readonly #dates: readonly Temporal.PlainDate[];
  readonly #changes: readonly number[];
  /** When each date begins. */
  readonly #begins: readonly number[];

  constructor(zone: string, year: number, days: number) {
    this.#zone = zone;
    this.#dates = datesFrom(year, days);
    this.#changes = changesOf(zone, this.#dates);
    this.#begins = this.#beginAll();
  }

  get changes(): readonly number[] {
    return this.#changes;
  }

  /** Returns the intervals of these hours, in order. Overlapping ones are joined. */
  intervals({ days = dayNames, from, to }: WrittenHours): readonly Interval[] {
    const [begin, end] = [minutesOf(from), minutesOf(to)];
    const length = end <= begin ? end + dayMinutes : end;
    return joined(
      this.#dates.flatMap((date, index): Interval[] => {
        if (!days.includes(dayNames[date.dayOfWeek - 1] ?? '')) return [];
        const interval = [this.#at(index, begin), this.#at(index, length)] as const;
        return interval[1] > interval[0] ? [interval] : [];
      }),
    );
  }

  /** Returns the name of the day, week or month at a moment, as keys contain it. */
  period(kind: 'day' | 'week' | 'month', at: number): string {
    const date = this.#dates[this.#begins.findLastIndex((begin) => begin <= at)];
    if (date === undefined) throw new RangeError(`${at} is not in this year`);
    if (kind === 'month') return `month ${date.toString().slice(0, 7)}`;
    return `${kind} ${(kind === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date).toString()}`;
  }

  /** A day without a clock change is 24 hours long. */
  #beginAll(): readonly number[] {
    const begins: number[] = [];
    for (const date of this.#dates) {
      const last = begins.at(-1);
      const isPlain = last !== undefined && !this.#changes.some((at) => at > last - hour && at <= last + 27 * hour);
      begins.push(isPlain ? last + dayMinutes * minute : this.#instant(date, 0));
    }
    return begins;
  }

  #at(index: number, minutes: number): number {
    const [date, begin] = [this.#dates[index], this.#begins[index]];
    if (date === undefined || begin === undefined) throw new RangeError(`no day ${index}`);
    const last = begin + (dayMinutes * 2 + 180) * minute;
    const isPlain = !this.#changes.some((change) => change > begin - 180 * minute && change < last);
    if (isPlain) return begin + minutes * minute;
    const next = minutes >= dayMinutes;
    return this.#instant(next ? date.add({ days: 1 }) : date, next ? minutes - dayMinutes : minutes);
  }

  /** Returns the first moment at which the clock shows this time, or the first one after the gap that skips it. */
  #instant(date: Temporal.PlainDate, minutes: number): number {
    const wall = date.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
    const early = wall.toZonedDateTime(this.#zone, { disambiguation: 'earlier' });
    if (early.toPlainDateTime().equals(wall)) return early.epochMilliseconds;
    const change = this.#changes.find((one) => one > early.epochMilliseconds);
    if (change === undefined) throw new RangeError(`no change after ${early.toString()}`);
    return change;
  }
}

const known = new Map<string, readonly Temporal.PlainDate[]>();

function datesFrom(year: number, days: number): readonly Temporal.PlainDate[] {
  const name = `${year} ${days}`;
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).subtract({ days: 2 });
  const dates = known.get(name) ?? Array.from({ length: days + 14 }, (_, index) => first.add({ days: index }));
  known.set(name, dates);
  return dates;
}

function changesOf(zone: string, dates: readonly Temporal.PlainDate[]): readonly number[] {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: number[] = [];
  const end = last.add({ days: 2 }).toZonedDateTime(zone).epochMilliseconds;
  let seen = first.subtract({ days: 2 }).toZonedDateTime(zone);
  for (;;) {
    const next = seen.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > end) return found;
    found.push(next.epochMilliseconds);
    seen = next;
  }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function joined(intervals: readonly Interval[]): readonly Interval[] {
  const all: Interval[] = [];
  for (const [from, to] of intervals.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1);
    if (last === undefined || from > last[1]) all.push([from, to]);
    else all[all.length - 1] = [last[0], Math.max(last[1], to)];
  }
  return all;
}

/** Returns the parts of the first intervals that are in none of the others. */
export function without(open: readonly Interval[], closed: readonly Interval[]): readonly Interval[] {
  const silent = joined(closed);
  const left: Interval[] = [];
  let first = 0;
  for (const [from, to] of open) {
    while ((silent[first]?.[1] ?? Number.POSITIVE_INFINITY) <= from) first += 1;
    let at = from;
    for (let index = first; index < silent.length && at < to; index += 1) {
      const [begin, end] = silent[index] ?? [to, to];
      if (begin >= to) break;
      if (begin > at) left.push([at, begin]);
      at = Math.max(at, end);
    }
    if (at < to) left.push([at, to]);
  }
  return left;
}
