import { describe, expect, it } from 'vitest';
import { normaliseMoment, readMoment } from '../../../src/message/helpers/moment.ts';

describe('a column of dates', () => {
  it.each([
    ['2026-03-01', undefined, '2026-03-01'],
    ['2026-03-01', 'Europe/Istanbul', '2026-03-01'],
    ['2026-03-01 22:30:00', undefined, '2026-03-01T22:30:00'],
    ['2026-03-01 22:30:00', 'Europe/Istanbul', '2026-03-01T22:30:00+03:00'],
    ['2026-03-01T22:30', 'UTC', '2026-03-01T22:30+00:00'],
    ['2026-07-01 22:30:00', 'America/New_York', '2026-07-01T22:30:00-04:00'],
    ['2026-03-01 22:30:00.123456', 'Asia/Kolkata', '2026-03-01T22:30:00.123456+05:30'],
    // A written offset is kept.
    ['2026-03-01 22:30:00 UTC', 'Europe/Istanbul', '2026-03-01T22:30:00Z'],
    ['2026-03-01 22:30:00 -0800', 'Europe/Istanbul', '2026-03-01T22:30:00-08:00'],
    ['2026-03-01 22:30:00+00', undefined, '2026-03-01T22:30:00+00:00'],
  ])('reads %s in %s as %s', (text, zone, read) => {
    expect(normaliseMoment(text, zone)).toBe(read);
  });

  it.each([
    ['2026-03-29 01:59:59', '2026-03-29T01:59:59+01:00'],
    // Clocks skip an hour.
    ['2026-03-29 02:00:00', '2026-03-29T03:00:00+02:00'],
    ['2026-03-29 02:30:00', '2026-03-29T03:30:00+02:00'],
    ['2026-03-29 03:00:00', '2026-03-29T03:00:00+02:00'],
    ['2026-10-25 01:59:59', '2026-10-25T01:59:59+02:00'],
    // An hour occurs twice.
    ['2026-10-25 02:00:00', '2026-10-25T02:00:00+02:00'],
    ['2026-10-25 02:59:59', '2026-10-25T02:59:59+02:00'],
    ['2026-10-25 03:00:00', '2026-10-25T03:00:00+01:00'],
  ])('knows when the clocks of Berlin change: %s', (text, read) => {
    expect(normaliseMoment(text, 'Europe/Berlin')).toBe(read);
  });

  it.each([
    ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-05T01:45+11:00'],
    ['2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-04T02:45+11:00'],
    // A whole day was skipped.
    ['2011-12-30 12:00', 'Pacific/Apia', '2011-12-31T12:00+14:00'],
    // Some databases write this for a missing date.
    ['0001-01-01 00:00:00', 'America/New_York', '0001-01-01T00:00:00-04:56'],
  ])('knows clock changes elsewhere too: %s in %s', (text, zone, read) => {
    expect(normaliseMoment(text, zone)).toBe(read);
  });

  it('reads every hour of two years as the moment at which the zone shows it', () => {
    const shown = new Intl.DateTimeFormat('sv', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2028, 0, 1); time += 3_600_000) {
      const clock = shown.format(time);
      const read = readMoment(normaliseMoment(clock, 'Europe/Berlin') ?? '');
      // An hour that occurs twice is read as the first.
      expect([time, time - 3_600_000]).toContain(read?.time);
      expect(shown.format(read?.time)).toBe(clock);
    }
  });

  it.each(['31.01.2027', '2026-02-30', '2026-3-1', '2026-03-01 25:00', '2026-03-01 22:30 EST', '1772404200', 'soon'])(
    'does not guess at %s',
    (text) => {
      expect(normaliseMoment(text, 'UTC')).toBeUndefined();
    },
  );
});

it('knows the days of every month', () => {
  for (const year of [2023, 2024, 1900, 2000])
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = [String(year), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
        const date = new Date(Date.UTC(year, month - 1, day));
        const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(readMoment(text), text).toEqual(
          isThere ? expect.objectContaining({ time: date.getTime(), kind: 'day' }) : undefined,
        );
      }
});
