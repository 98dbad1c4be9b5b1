// When a notification may leave: due times, windows, quiet hours, blackouts and deadlines, in a plan and at the moment it leaves.
import { describe, expect, it, test } from 'vitest';
import { readBlackout, readQuietHours, readSchedule } from '../../../src/campaign/schedule/read-schedule.ts';
import { judgeAt, judgePlanned, type TimeVerdict } from '../../../src/plan/schedule/judge-time.ts';
import { sendingTimesOf, zoneOf, type SendingTimes } from '../../../src/plan/schedule/sending-times.ts';

type Written = Parameters<typeof readSchedule>[0];

function timesOf(schedule: Written | undefined, policy: object = {}): SendingTimes {
  const campaign = { tags: ['promo'], ...(schedule && { schedule: readSchedule(schedule) }) };
  return sendingTimesOf(campaign, policy) ?? { quiet: [], blackouts: [] };
}

const utc = (text: string): number => Date.parse(`${text}Z`);

function say(verdict: TimeVerdict): string {
  if (verdict.kind === 'left') return verdict.reason;
  if (verdict.kind === 'open') return 'open';
  return new Date(verdict.until).toISOString().slice(0, 16);
}

const day: Written = { window: { from: '10:00', to: '20:00' } };
const skipping: Written = { ...day, outside: 'skip' };
const night: Written = { window: { days: ['mon'], from: '22:00', to: '02:00' } };
const weekdays: Written = { window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:00', to: '24:00' } };
const at: Written = { at: '2026-12-01T10:00' };
const zoned = { timezone: { column: 'tz', fallback: 'UTC' } };

// 1 December 2026 is a Tuesday.
test.each<readonly [string, Written, string, string, string]>([
  ['before the window it is deferred until its start', day, 'UTC', '2026-12-01T09:59', '2026-12-01T10:00'],
  ['the window is open from its first minute', day, 'UTC', '2026-12-01T10:00', 'open'],
  ['the window is open until just before its end', day, 'UTC', '2026-12-01T19:59', 'open'],
  ['the window is closed at its end', day, 'UTC', '2026-12-01T20:00', '2026-12-02T10:00'],
  ['the window is in the zone of the person', day, 'Asia/Tokyo', '2026-12-01T10:00', 'open'],
  ['the window may be over in the zone of the person', day, 'Asia/Tokyo', '2026-12-01T11:30', '2026-12-02T01:00'],
  ['outside: skip leaves people out', skipping, 'UTC', '2026-12-01T20:00', 'outside_window'],
  ['a window over midnight belongs to the day on which it begins', night, 'UTC', '2026-12-01T01:59', 'open'],
  ['a window over midnight does not belong to the next day', night, 'UTC', '2026-12-01T02:00', '2026-12-07T22:00'],
  ['the window is open on its days only', weekdays, 'UTC', '2026-12-05T12:00', '2026-12-07T10:00'],
  ['24:00 is the end of the day', weekdays, 'UTC', '2026-12-04T23:59', 'open'],
  ['nothing is sent before at', at, 'UTC', '2026-12-01T09:00', '2026-12-01T10:00'],
  ['at is valid for a day', at, 'UTC', '2026-12-02T10:00', 'open'],
  ['at is not valid for longer than a day', at, 'UTC', '2026-12-02T10:01', 'late'],
  [
    'at is valid for as long as start_deadline says',
    { ...at, start_deadline: '2h' },
    'UTC',
    '2026-12-01T12:01',
    'late',
  ],
  ['not_before is valid forever', { not_before: '2026-12-01T10:00' }, 'UTC', '2027-12-01T10:00', 'open'],
  [
    'not_before is valid for as long as start_deadline says',
    { not_before: '2026-12-01T10:00', start_deadline: '2h' },
    'UTC',
    '2026-12-01T13:00',
    'late',
  ],
  ['at in another zone', { ...at, ...zoned, passed: 'skip' }, 'Asia/Tokyo', '2026-12-01T00:30', '2026-12-01T01:00'],
  [
    'a run that a timer starts may be a little late',
    { ...at, ...zoned, passed: 'skip' },
    'UTC',
    '2026-12-01T10:20',
    'open',
  ],
  ['passed: skip', { ...at, ...zoned, passed: 'skip' }, 'Asia/Tokyo', '2026-12-01T05:00', 'late'],
  ['passed: now', { ...at, ...zoned, passed: 'now' }, 'Asia/Tokyo', '2026-12-01T05:00', 'open'],
  ['passed: next_day', { ...at, ...zoned, passed: 'next_day' }, 'Asia/Tokyo', '2026-12-01T05:00', '2026-12-02T01:00'],
  ['passed: next_day, on that day', { ...at, ...zoned, passed: 'next_day' }, 'Asia/Tokyo', '2026-12-02T01:05', 'open'],
  [
    'passed: next_day, after that day',
    { ...at, ...zoned, passed: 'next_day' },
    'UTC',
    '2026-12-09T11:30',
    '2026-12-10T10:00',
  ],
  [
    'a time is not passed within a start_deadline',
    { ...at, ...zoned, passed: 'skip', start_deadline: '2h' },
    'UTC',
    '2026-12-01T11:30',
    'open',
  ],
  ['at waits for the window', { ...day, at: '2026-12-01T08:00' }, 'UTC', '2026-12-01T07:00', '2026-12-01T10:00'],
  [
    'the deadline counts from when the window opens',
    { ...day, at: '2026-12-01T21:00' },
    'UTC',
    '2026-12-02T19:00',
    'open',
  ],
  [
    'a deadline that is over before the window opens again',
    { ...day, ...at, start_deadline: '11h' },
    'UTC',
    '2026-12-01T20:30',
    'late',
  ],
  [
    'outside: skip is judged by the due time',
    { ...skipping, at: '2026-12-01T21:00' },
    'UTC',
    '2026-12-01T12:00',
    'outside_window',
  ],
])('%s', (_title, schedule, zone, now, said) => {
  expect(say(judgePlanned(timesOf(schedule), zone, utc(now)))).toBe(said);
});

describe('what the policy says', () => {
  const quiet = {
    quietHours: [readQuietHours({ from: '22:00', to: '08:00', timezone: 'UTC', except_tags: ['service'] })],
  };
  const because = 'mourning';
  const blackouts = [readBlackout({ from: '2026-12-01T12:00', to: '2026-12-02T23:00', zone: 'UTC', because })];

  it('applies to campaigns without a schedule, in its own time zone', () => {
    const times = timesOf(undefined, quiet);
    expect(zoneOf(times)).toBe('UTC');
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T21:59')))).toBe('open');
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T22:00')))).toBe('2026-12-02T08:00');
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-02T07:59')))).toBe('2026-12-02T08:00');
  });

  it('applies in the zone of the campaign if that has one', () => {
    const times = timesOf({ timezone: 'Asia/Tokyo' }, quiet);
    expect(zoneOf(times)).toBe('Asia/Tokyo');
    expect(say(judgePlanned(times, 'Asia/Tokyo', utc('2026-12-01T14:00')))).toBe('2026-12-01T23:00');
    expect(say(judgePlanned(timesOf(day, quiet), 'UTC', utc('2026-12-01T14:00')))).toBe('open');
  });

  it('does not apply to campaigns with a tag that it excepts', () => {
    expect(sendingTimesOf({ tags: ['service'] }, quiet)).toBeUndefined();
    expect(sendingTimesOf({ tags: ['service'] }, { ...quiet, blackouts })).toEqual({ quiet: [], blackouts });
  });

  it('applies in all quiet hours, and continues if one period ends where another starts', () => {
    const early = readQuietHours({ from: '08:00', to: '09:00', timezone: 'UTC' });
    const times = timesOf(undefined, { quietHours: [early, ...quiet.quietHours] });
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T22:00')))).toBe('2026-12-02T09:00');
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T09:00')))).toBe('open');
  });

  it('defers until after a blackout, and then checks the window and quiet hours again', () => {
    const times = timesOf(day, { ...quiet, blackouts });
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T13:00')))).toBe('2026-12-03T10:00');
    expect(say(judgePlanned(timesOf(skipping, { blackouts }), 'UTC', utc('2026-12-01T13:00')))).toBe('outside_window');
  });

  it('leaves people out if the window and the quiet hours leave no time', () => {
    const times = timesOf({ window: { from: '23:00', to: '24:00' } }, quiet);
    expect(say(judgePlanned(times, 'UTC', utc('2026-12-01T13:00')))).toBe('outside_window');
  });
});

describe('at the moment of sending', () => {
  const times = timesOf({ ...day, ...at, start_deadline: '30h' });
  const due = utc('2026-12-01T10:00');

  it.each([
    ['2026-12-01T09:59', '2026-12-01T10:00'],
    ['2026-12-01T19:59', 'open'],
    ['2026-12-01T20:00', '2026-12-02T10:00'],
    ['2026-12-02T12:00', 'open'],
    ['2026-12-02T16:01', 'late'],
  ])('%s: %s', (now, said) => {
    expect(say(judgeAt(times, 'UTC', due, utc(now)))).toBe(said);
  });

  it('nobody waits longer than the deadline', () => {
    const short = timesOf({ ...day, ...at, start_deadline: '12h' });
    expect(say(judgeAt(short, 'UTC', due, utc('2026-12-01T20:00')))).toBe('late');
  });
});
