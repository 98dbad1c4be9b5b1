// The remaining time: based on the limit at first, later on the measured speed, and never far off in between.
import { describe, expect, test } from 'vitest';
import { noteSettled, secondsFor, startSpeed, type Speed } from '../../src/delivery/time-left.ts';

const planned = 41_230;
const atLimit = 124;

interface Told {
  readonly at: number;
  readonly seconds: number | null;
  readonly left: number;
  readonly speed: Speed;
}

/** Returns what is shown each time a request is settled. A request is its time in seconds after the start, and its notifications. */
function tell(requests: readonly (readonly [number, number])[], limit = 1000): Told[] {
  let left = planned;
  let speed = startSpeed(limit, 20, 0);
  return requests.map(([at, count]) => {
    speed = noteSettled(speed, count, at * 1000);
    left -= count;
    return { at, seconds: secondsFor(left, speed, at * 1000), left, speed };
  });
}

/** Returns requests of 20 at equal intervals, between two times in seconds. */
function steady(from: number, to: number, perMinute: number): (readonly [number, number])[] {
  const step = 60 / perMinute;
  return Array.from({ length: Math.floor((to - from) / step) }, (_, index) => [from + (index + 1) * step, 20] as const);
}

test('before anything is settled, the remaining time is the estimate of the plan', () => {
  expect(secondsFor(planned, startSpeed(1000, 20, 0), 0)).toBe(atLimit);
  expect(secondsFor(planned, startSpeed(1, 20, 0), 0)).toBe(Math.ceil((planned / 20) * 60));
  expect(secondsFor(planned, startSpeed(1, 1, 0), 0)).toBe(planned * 60);
});

describe('the remaining time is never far off at the start:', () => {
  test.each([
    [
      'one notification in the first request, then as fast as the limit allows',
      [[0.4, 1] as const, ...steady(0.4, 60, 990)],
    ],
    ['a first answer after 8 s', [[8, 1] as const, ...steady(8, 60, 990)]],
    ['a first answer after 100 s', [[100, 1] as const, ...steady(100, 160, 990)]],
    [
      'answers of 3 s, of which more and more are under way',
      [[3, 1] as const, [6, 20] as const, [9, 20] as const, [9, 20] as const, ...steady(9, 60, 990)],
    ],
  ])('%s', (_, requests) => {
    for (const { seconds, left } of tell(requests)) {
      const right = left / ((990 * 20) / 60);
      expect(seconds).toBeGreaterThan(right * 0.9);
      expect(seconds).toBeLessThan(right * 1.6 + 1);
    }
  });
});

test.each([
  ['a tenth of the limit', 100, 1000],
  ['a low limit', 5, 5],
  ['a limit of one a minute', 1, 1],
])('the remaining time is correct after a while: %s', (_, perMinute, limit) => {
  const lasting = Math.max(150, (600 / limit) * 5);
  const { seconds, left } = tell(steady(0, lasting, perMinute), limit).at(-1) ?? {};
  const right = (left ?? 0) / ((perMinute * 20) / 60);
  expect(seconds).toBeGreaterThan(right * 0.85);
  expect(seconds).toBeLessThan(right * 1.1);
});

test('a pause does not make the estimate much slower, and no time is shown during an outage', () => {
  const before = tell(steady(0, 60, 990));
  const last = before.at(-1);
  if (last === undefined) throw new Error('there was none');
  expect(secondsFor(last.left, last.speed, 85_000)).toBe(last.seconds);
  expect(secondsFor(last.left, last.speed, 95_000)).toBeNull();
  const after = noteSettled(last.speed, 20, 8 * 3_600_000);
  expect(secondsFor(last.left, after, 8 * 3_600_000)).toBeLessThan((last.seconds ?? 0) * 1.5);
});
