// In no minute more requests than allowed, and hardly one less, over hours of virtual time.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../src/ledger/database.ts';
import { RingClock } from '../../src/ledger/ring-clock.ts';
import { SlotRing } from '../../src/ledger/slot-ring.ts';
import { emptyLedger, fullestMinute, shareUsed, simulate } from '../support/simulate-ring.ts';

const minute = 60_000;

/** 5 to 395 ms, in no order. */
function latency(n: number): number {
  return 5.3 + ((n * 7_919) % 391);
}

/** On one machine, whose clock the test moves. */
function openRing(database: Database, limit: number, now: () => number, requestTimeout = 1_000): SlotRing {
  const clock = new RingClock(database, { monotonic: now, uptime: now, coarseness: 0, host: 'h' });
  const ring = new SlotRing(database, { requestsPerMinute: limit, requestTimeout, clock });
  ring.prepare();
  return ring;
}

describe('slot ring', () => {
  test.each([
    [1, 3 * 60 * minute],
    [7, 3 * 60 * minute],
    [100, 3 * 60 * minute],
    [1_000, 20 * minute],
  ])('with %i a minute the limit is never exceeded and at least 99%% of it used', (limit, until) => {
    using database = emptyLedger();
    const arrivals = simulate(database, { limit, until, latency, arrival: (n) => (n % 11) / 10 });
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(limit);
    expect(shareUsed(arrivals, limit, until)).toBeGreaterThanOrEqual(0.99);
  });

  test('the first minute is as even as the others', () => {
    using database = emptyLedger();
    const arrivals = simulate(database, { limit: 600, until: 2 * minute, latency: () => 50 });
    for (let second = 0; second < 120; second += 1) {
      const inSecond = arrivals.filter((arrival) => Math.floor(arrival / 1_000) === second).length;
      expect(inSecond).toBeGreaterThanOrEqual(9);
      expect(inSecond).toBeLessThanOrEqual(11);
    }
  });

  test('after a pause there is no burst', () => {
    using database = emptyLedger();
    const pause = (n: number) => (n === 300 ? 10 * minute : 0);
    const arrivals = simulate(database, { limit: 600, until: 15 * minute, latency: () => 50, pause });
    const resumed = arrivals.filter((arrival) => arrival >= 10 * minute);
    const from = resumed[0] ?? 0;
    expect(resumed.filter((arrival) => arrival < from + 1_000).length).toBeLessThanOrEqual(11);
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(600);
  });

  test('a request that is never settled holds its slot until it can no longer arrive', () => {
    using database = emptyLedger();
    let now = 0;
    const ring = openRing(database, 1, () => now, 120_000);
    const lost = ring.take();
    expect(ring.wait()).toBe(minute + 130_000);
    now = minute + 130_000;
    const taken = ring.take();
    ring.giveBack(lost);
    expect(ring.wait()).toBe(minute + 130_000);
    ring.giveBack(taken);
    expect(ring.wait()).toBe(minute + 1);
  });

  test('blocks are obeyed, the longest counts, and ten minutes are the most', () => {
    using database = emptyLedger();
    const ring = openRing(database, 10, () => 0);
    ring.block(30_000, false);
    ring.block(5_000, false);
    expect(ring.wait()).toBe(30_000);
    ring.block(36_000_000, false);
    expect(ring.wait()).toBe(600_000);
  });

  test('another limit begins with the next process: what was used under the old one still counts', () => {
    using database = emptyLedger();
    const count = () => database.get('SELECT count(*) AS slots FROM slot')?.['slots'];
    const first = openRing(database, 10, () => 0);
    first.giveBack(first.take());
    openRing(database, 2, () => 1_000);
    expect(count()).toBe(2);
    const last = openRing(database, 1, () => 1_000);
    expect(count()).toBe(1);
    expect(last.wait()).toBe(minute + 1 - 1_000);
    openRing(database, 500, () => 2_000);
    expect(count()).toBe(500);
    expect(openRing(database, 500, () => 2_000).wait()).toBe(0);
  });

  test('whatever the latency, however often the process dies, however many are never settled: never above the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 0, max: 900_000 }),
        (limit, latencies, shares, deathEvery, concurrency, pause, sleep) => {
          using database = emptyLedger();
          const arrivals = simulate(database, {
            limit,
            until: 20 * minute,
            latency: (n) => latencies[n % latencies.length],
            arrival: (n) => shares[n % shares.length] ?? 0,
            dies: (n) => n % deathEvery === deathEvery - 1,
            concurrency,
            pause: (n) => (n % 50 === 49 ? pause : 0),
            suspend: (n) => (n % 60 === 29 ? sleep : 0),
            throttles: (n) => n % 40 === 33,
          });
          expect(fullestMinute(arrivals)).toBeLessThanOrEqual(limit);
          expect(arrivals.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
