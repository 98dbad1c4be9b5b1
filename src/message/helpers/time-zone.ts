// IANA time zones: whether Intl knows one, and its offset from UTC at a time.
import { findNearestZone } from '../../campaign/schedule/zone-name.ts';
import { RecentlyUsed, keepDateFormats } from './keep-formatters.ts';

const clockOf = keepDateFormats();
const parts = { hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const;
const clock = { ...parts, hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;

const known = new RecentlyUsed<boolean>(1_000);

export function isTimeZone(name: string): boolean {
  return known.get(name, () => {
    try {
      return clockOf('en-US', { ...clock, timeZone: name }) !== undefined;
    } catch {
      return false;
    }
  });
}

/** Returns a suggestion for a value that is not a time zone. */
export function suggestTimeZone(value: unknown): string {
  const meant = typeof value === 'string' ? findNearestZone(value) : undefined;
  return meant === undefined ? 'Write the IANA name of a zone, such as Europe/Istanbul.' : `Did you mean ${meant}?`;
}

/** No clocks changed before this time. Also, Date.UTC reads a year below 100 as one of the 20th century. */
const earliest = Date.UTC(1800, 0);

/** Returns how far the clocks of the zone are ahead of UTC at a time, in milliseconds. */
export function offsetIn(zone: string, asked: number): number {
  const time = Math.max(asked, earliest);
  const shown = clockOf('en-US', { ...clock, timeZone: zone }).format(time);
  const [month = 1, day = 1, year = 1970, ...rest] = Array.from(shown.matchAll(/\d+/g), ([digits]) => Number(digits));
  const [hour = 0, minute = 0, second = 0] = rest;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

const day = 86_400_000;
/** The offsets by zone and day. The limit is enough for ten years of one zone, or a month of a hundred zones. */
const offsets = new RecentlyUsed<number>(4000);

/** Returns the same offset, but computes it only once for a day on which the clocks do not change. */
export function offsetAt(zone: string, time: number): number {
  const today = Math.floor(time / day);
  const [morning, evening] = [offsetOfDay(zone, today), offsetOfDay(zone, today + 1)];
  return morning === evening ? morning : offsetIn(zone, time);
}

/** Returns the same offset at the beginning of a UTC day. `index` is in days since 1970. Calling Intl takes longer than all other work for a cell. */
export function offsetOfDay(zone: string, index: number): number {
  return offsets.get(`${zone} ${index}`, () => offsetIn(zone, index * day));
}
