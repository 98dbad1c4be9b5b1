// Checks periods against Temporal, which shares no code with ours: over a year of moments in zones that change their clocks in odd ways.
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Every } from '../../../src/campaign/schedule/schedule.ts';
import { periodAt, periodBefore } from '../../../src/plan/schedule/period-at.ts';

const hour = 3_600_000;
/** Zones where midnight is skipped, occurs twice or moves by half an hour. Apia lacks a day; St Johns put its clocks back over midnight. */
const zones = ['UTC', 'Europe/Istanbul', 'Europe/Berlin', 'Africa/Cairo', 'America/Havana', 'Australia/Lord_Howe'];
const odd = [
  ['Pacific/Apia', '2011-12-01T00:00Z'],
  ['America/St_Johns', '2010-10-15T00:00Z'],
] as const;

function momentsFrom(from: number, days: number): readonly number[] {
  // Steps of 7 h 59 min reach every hour of the day.
  return Array.from({ length: days * 3 }, (_, index) => from + index * (8 * hour - 60_000));
}

interface Expected {
  readonly begins: number;
  readonly ends: number;
  readonly date: string;
}

function oracle(period: string, zone: string, at: number): Expected {
  let today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const begin = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
  // Clocks that are put back over midnight show yesterday again.
  if (begin(today.add({ days: 1 })) <= at) today = today.add({ days: 1 });
  const first =
    period === 'day'
      ? today
      : period === 'week'
        ? today.subtract({ days: today.dayOfWeek - 1 })
        : today.with({ day: 1 });
  const next = first.add(period === 'day' ? { days: 1 } : period === 'week' ? { weeks: 1 } : { months: 1 });
  return { begins: begin(first), ends: begin(next), date: first.toString().slice(0, period === 'month' ? 7 : 10) };
}

function differences(period: string, zone: string, moments: readonly number[]): readonly string[] {
  const every: Every = { period, zone };
  return moments.flatMap((at) => {
    const { name, begins, ends } = periodAt(every, at);
    const wanted = oracle(period, zone, at);
    const isSame = name === `${period} ${wanted.date}` && begins === wanted.begins && ends === wanted.ends;
    return isSame && begins <= at && at < ends
      ? []
      : [`${zone} ${new Date(at).toISOString()} ${name} ${begins} ${ends}`];
  });
}

test.each(['day', 'week', 'month'])('each %s of a year in six zones, and around two odd changes', (period) => {
  const year = momentsFrom(Date.UTC(2026, 11, 25), 380);
  expect(zones.flatMap((zone) => differences(period, zone, year))).toEqual([]);
  expect(odd.flatMap(([zone, from]) => differences(period, zone, momentsFrom(Date.parse(from), 60)))).toEqual([]);
});

test('periods of hours count from the start, whatever the clocks do, and any moment before the start belongs to the first', () => {
  const every: Every = { period: '36h', length: 36 * hour, zone: 'Europe/Berlin', starts: Date.UTC(2027, 2, 27, 10) };
  const starts = Date.parse('2027-03-27T09:00Z');
  expect(periodAt(every, 0)).toEqual({ name: '36h 2027-03-27T09:00Z', begins: starts, ends: starts + 36 * hour });
  expect(periodAt(every, starts + 36 * hour - 1).name).toBe('36h 2027-03-27T09:00Z');
  expect(periodAt(every, starts + 36 * hour).name).toBe('36h 2027-03-28T21:00Z');
});

test('no period of the calendar is before the start', () => {
  const every: Every = { period: 'month', zone: 'UTC', starts: Date.UTC(2027, 4, 9) };
  expect(periodAt(every, 0).name).toBe('month 2027-05');
});

test.each([
  ['day', '2026-12-03T10:00', '2026-12-01T00:00', 'day 2026-12-02'],
  ['day', '2026-12-01T10:00', '2026-12-01T00:00', undefined],
  ['week', '2026-12-09T10:00', '2026-12-03T00:00', 'week 2026-11-30'],
  ['week', '2026-12-04T10:00', '2026-12-03T00:00', undefined],
  ['month', '2027-01-01T00:00', '2026-10-01T00:00', 'month 2026-12'],
  ['36h', '2026-12-03T10:00', '2026-12-01T10:00', '36h 2026-12-01T10:00Z'],
  ['36h', '2026-12-02T21:59', '2026-12-01T10:00', undefined],
])('the period before the %s of %s, if the first begins on %s', (period, at, starts, name) => {
  const length = period === '36h' ? 36 * 3_600_000 : undefined;
  const every = { period, zone: 'UTC', starts: Date.parse(`${starts}Z`), ...(length && { length }) };
  expect(periodBefore(every, Date.parse(`${at}Z`))?.name).toBe(name);
});

test('the period before a day is the whole previous day, also if clocks were changed on it', () => {
  const every = { period: 'day', zone: 'Europe/Berlin', starts: Date.UTC(2026, 0, 1) };
  expect(periodBefore(every, Date.parse('2026-03-30T08:00Z'))).toEqual({
    name: 'day 2026-03-29',
    begins: Date.parse('2026-03-28T23:00Z'),
    ends: Date.parse('2026-03-29T22:00Z'),
  });
});
