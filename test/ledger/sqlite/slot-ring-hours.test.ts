// Hours at the pace, with everything that happens to machines: never above the limit, and hardly below it.
import { describe, expect, test } from 'vitest';
import { emptyLedger, fullestMinute, shareUsed, simulate, type Work } from '../../support/simulate-ring.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Returns a number from 0 to below 1, evenly distributed and the same every time. */
function fraction(n: number): number {
  const wave = Math.sin(n * 12.9898) * 43_758.5453;
  return wave - Math.floor(wave);
}

/** Returns 5 ms to 3 s, half of them under 50 ms; the mean is 433 ms. */
function jitter(n: number): number {
  return 5 + 2_995 * fraction(n) ** 6;
}

/** Returns 5 to 395 ms. */
function quick(n: number): number {
  return 5 + 390 * fraction(n);
}

/** A request arrives at the API at any time between its claim and its answer. */
const arrival = (n: number): number => fraction(n + 0.5);

type Trial = Omit<Work, 'until' | 'limit' | 'latency'> & { readonly latency?: Work['latency'] };

describe('slot ring over hours', () => {
  test.each<[string, number, number, Trial]>([
    ['answers after 5 ms to 3 s', 300, hour, {}],
    ['answers after 5 ms to 3 s, with a larger limit', 2_000, 8 * minute, {}],
    [
      'a process that is killed every ten minutes',
      100,
      90 * minute,
      { dies: (n) => n % 1_000 === 999, latency: quick },
    ],
    [
      'a process that is killed twice in ten minutes',
      1_000,
      10 * minute,
      { dies: (n) => n === 1_500 || n === 4_000, latency: quick },
    ],
    ['several campaigns with a second between them', 200, hour, { pause: (n) => (n % 3_000 === 2_999 ? 1_000 : 0) }],
  ])('stays at the limit with %s', async (_, limit, until, trial) => {
    using database = emptyLedger();
    const arrivals = await simulate(database, { limit, until, latency: jitter, arrival, ...trial });
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(limit);
    expect(shareUsed(arrivals, limit, until)).toBeGreaterThanOrEqual(0.99);
  });

  test.each([5, 60, 600, 3_000])(
    'loses exactly the time of a request for each slot if every answer takes %i ms',
    async (latency) => {
      using database = emptyLedger();
      const arrivals = await simulate(database, { limit: 100, until: 2 * hour, latency: () => latency, arrival });
      expect(fullestMinute(arrivals)).toBeLessThanOrEqual(100);
      expect(shareUsed(arrivals, 100, 2 * hour)).toBeGreaterThanOrEqual((minute / (minute + latency)) * 0.999);
    },
  );

  test.each<[string, Pick<Work, 'pause' | 'suspend'>, number]>([
    ['frozen for as long', { pause: (n) => (n % 500 === 400 ? 5 * minute : 0) }, 0.94],
    ['on a machine that sleeps for as long', { suspend: (n) => (n % 500 === 400 ? 5 * minute : 0) }, 0.97],
  ])('stays below the limit, and near it, with a process that is %s, 5 minutes every 5', async (_, trial, share) => {
    using database = emptyLedger();
    const until = 2 * hour;
    const arrivals = await simulate(database, { limit: 100, until, latency: jitter, arrival, ...trial });
    const times = arrivals.filter((each, index) => each - (arrivals[index - 1] ?? 0) > 4 * minute).length;
    expect(times).toBeGreaterThan(10);
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(100);
    expect(shareUsed(arrivals, 100, until, times * 5 * minute)).toBeGreaterThanOrEqual(share);
  });

  test('halves the pace once for a burst of 429, and has the full pace again ten minutes later', async () => {
    using database = emptyLedger();
    const arrivals = await simulate(database, {
      limit: 240,
      until: 30 * minute,
      arrival,
      // The next three requests leave before the first 429 arrives.
      latency: () => 1_000,
      throttles: (n) => n >= 1_200 && n < 1_204,
    });
    const from = arrivals[1_200] ?? 0;
    const inMinute = (number: number): number =>
      arrivals.filter((each) => each >= from + 6_000 + number * minute && each < from + 6_000 + (number + 1) * minute)
        .length;
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(240);
    for (let number = 0; number < 10; number += 1) {
      expect(inMinute(number)).toBeLessThanOrEqual(120 + 12 * (number + 1));
      expect(inMinute(number)).toBeGreaterThanOrEqual((120 + 12 * number) * 0.94);
    }
    expect(inMinute(12)).toBeGreaterThanOrEqual(240 * 0.98);
  });
});
