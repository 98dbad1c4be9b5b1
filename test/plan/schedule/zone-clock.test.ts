// Checks the clocks of zones against Temporal, which shares no code with ours. It comes from a package, as Node does not have it yet.
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { localAt, momentOf } from '../../../src/plan/schedule/zone-clock.ts';

const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1)];
const minute = 60_000;

interface Change {
  readonly zone: string;
  readonly at: number;
}

/** All clock changes of a zone in three years. */
function changesOf(zone: string): readonly Change[] {
  const found: Change[] = [];
  let seen = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = seen.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= to) return found;
    found.push({ zone, at: next.epochMilliseconds });
    seen = next;
  }
}

/** The first moment at which the clock shows a local time, or the first moment after the gap that skips it. */
function oracle(zone: string, local: number, change: number): number {
  const wall = Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, 19));
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isThere = Temporal.PlainDateTime.compare(early.toPlainDateTime(), wall) === 0;
  return isThere ? early.epochMilliseconds : change;
}

test('finds times around every clock change of every zone in three years: skipped, repeated and usual ones', () => {
  const changes = Intl.supportedValuesOf('timeZone').flatMap(changesOf);
  const wrong = changes.flatMap(({ zone, at }) => {
    const shown = localAt(zone, at);
    return [-150, -61, -60, -59, -30, -1, 0, 1, 29, 30, 59, 60, 90].flatMap((minutes) => {
      const local = shown + minutes * minute;
      const [ours, theirs] = [momentOf(zone, local), oracle(zone, local, at)];
      return ours === theirs ? [] : [`${zone} ${new Date(local).toISOString()}: ${ours} and not ${theirs}`];
    });
  });
  expect(wrong).toEqual([]);
  expect(changes.length).toBeGreaterThan(400);
});

test.each([
  ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:00:00Z'],
  ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30:00Z'],
  ['Europe/Istanbul', '2026-12-01T10:00', '2026-12-01T07:00:00Z'],
  ['Australia/Lord_Howe', '2027-10-03T02:15', '2027-10-02T15:30:00Z'],
  ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z'],
])('%s at %s is %s', (zone, local, moment) => {
  expect(new Date(momentOf(zone, Date.parse(`${local}Z`))).toISOString()).toBe(moment.replace('Z', '.000Z'));
});
