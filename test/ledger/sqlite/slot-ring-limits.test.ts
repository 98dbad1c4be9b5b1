// A limit that is changed: what was used under another limit counts, in whatever rhythm it changes.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Slot } from '../../../src/ledger/pace/slot-pace.ts';
import { countSlots, openRing, takeAll } from '../../support/ring-by-hand.ts';
import { emptyLedger, fullestMinute, mostBeyondLimit, simulateClaims } from '../../support/simulate-ring.ts';
import { tries } from '../../support/property-tries.ts';

const minute = 60_000;

describe('a limit that is changed', () => {
  test('never allows a new minute by changing back and forth: 10, 9, 10, 9, 10', async () => {
    using database = emptyLedger();
    let now = 0;
    const taken: number[] = [];
    for (let change = 0; now < 5 * minute; change += 1) {
      const ring = await openRing(database, 10 - (change % 2), () => now);
      for (const end = now + 6_000; now < end; now += 500) {
        for (const slot of await takeAll(ring)) {
          taken.push(now);
          await ring.giveBack(slot);
        }
      }
    }
    expect(fullestMinute(taken)).toBeLessThanOrEqual(10);
    expect(taken.length).toBeGreaterThanOrEqual(40);
  });

  test('counts all slots that were taken before it was lowered and raised again', async () => {
    using database = emptyLedger();
    let now = 0;
    const before = await openRing(database, 10, () => now, 120_000);
    const slots: Slot[] = [];
    for (; now < minute; now += 6_000) slots.push(await before.take());
    for (const slot of slots) await before.giveBack(slot);
    for (; now < 2 * minute; now += 3_000) {
      await (await openRing(database, 1, () => now)).wait();
      expect(await takeAll(await openRing(database, 10, () => now))).toEqual([]);
    }
    now += 1;
    expect(await takeAll(await openRing(database, 10, () => now))).toHaveLength(1);
  });

  test('counts rows of a higher limit until their minute is over, and removes them only then', async () => {
    using database = emptyLedger();
    let now = 0;
    const before = await openRing(database, 60, () => now);
    for (; now < minute; now += 1_000) await before.giveBack(await before.take());
    const after = await openRing(database, 20, () => now);
    expect(countSlots(database)).toBe(60);
    expect(await after.wait()).toBe(40_001);
    now += 40_000;
    expect(await after.wait()).toBe(1);
    expect(countSlots(database)).toBe(20);
    now += 1;
    expect(await takeAll(after)).toHaveLength(1);
    expect(countSlots(database)).toBe(20);
    const again = await openRing(database, 60, () => now);
    expect(await takeAll(again)).toHaveLength(1);
    expect(await again.wait()).toBe(1_000);
  });

  test('removes at most a thousand rows at once after a very high limit was lowered', async () => {
    using database = emptyLedger();
    let now = 0;
    const before = await openRing(database, 60_000, () => now);
    for (; now < 3_000; now += 1) await before.giveBack(await before.take());
    const after = await openRing(database, 10, () => now);
    expect(await after.wait()).toBe(minute - 1_999);
    now = 10 * minute;
    for (const left of [2_000, 1_000]) {
      expect(await after.wait()).toBe(1);
      expect(countSlots(database)).toBe(left);
    }
    expect(await after.wait()).toBe(0);
    expect(await takeAll(after)).toHaveLength(1);
    expect(countSlots(database)).toBe(10);
  });

  test('does not free a newer slot if a slot is given back that was removed meanwhile', async () => {
    using database = emptyLedger();
    let now = 0;
    const before = await openRing(database, 2, () => now);
    const first = await before.take();
    now = 30_000;
    const lost = await before.take();
    now = 50_000;
    await before.giveBack(first);
    now = 10 * minute;
    await (await openRing(database, 1, () => now)).wait();
    const after = await openRing(database, 2, () => now);
    const again = await after.take();
    now += 30_000;
    await after.take();
    await after.giveBack(lost);
    now += 10_000;
    await after.giveBack(again);
    now += 50_002;
    expect(await after.wait()).toBe(9_999);
  });

  test('never lets a minute hold more requests than were allowed when its last one was claimed, however often and whenever it changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 10 }),
        async (limits, rhythm, latencies, shares, pauses) => {
          using database = emptyLedger();
          const changes = new Set<number>();
          for (let n = 0, index = 0; n < 2_000; index += 1) changes.add((n += rhythm[index % rhythm.length] ?? 1));
          const sent = await simulateClaims(database, {
            limit: (process) => limits[process % limits.length] ?? 1,
            until: 15 * minute,
            latency: (n) => latencies[n % latencies.length],
            arrival: (n) => shares[n % shares.length] ?? 0,
            dies: (n) => changes.has(n),
            concurrency: 16,
            pause: (n) => (n % 20 === 19 ? (pauses[n % pauses.length] ?? 0) : 0),
          });
          expect(mostBeyondLimit(sent)).toBe(0);
          expect(sent.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: tries(60) },
    );
  });
});
