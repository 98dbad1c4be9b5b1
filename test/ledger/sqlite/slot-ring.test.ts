// No minute has more requests than allowed and hardly one less, evenly spread, and at the same cost for any limit.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Slot } from '../../../src/ledger/pace/slot-pace.ts';
import type { Sql } from '../../../src/ledger/sql.ts';
import type { Database } from '../../../src/ledger/sqlite/database.ts';
import { sqliteStatement, sqliteWrites } from '../../../src/ledger/sqlite/sqlite-text.ts';
import { countSlots, openRing, takeAll } from '../../support/ring-by-hand.ts';
import { emptyLedger, fullestMinute, shareUsed, simulate } from '../../support/simulate-ring.ts';
import { tries } from '../../support/property-tries.ts';

const minute = 60_000;

/** Returns 5 to 395 ms, in no order. */
function latency(n: number): number {
  return 5.3 + ((n * 7_919) % 391);
}

function is900th(n: number): boolean {
  return n === 900;
}

/** The members of the port that the ring must not use. */
const unused = {
  get: () => expect.fail('the ring asks for one'),
  script: () => expect.fail('the ring makes no tables'),
  scroll: () => expect.fail('the ring reads a few rows'),
  alone: () => expect.fail('the ring locks its row'),
};

describe('slot ring', () => {
  test.each([
    [1, 3 * 60 * minute],
    [2, 3 * 60 * minute],
    [7, 3 * 60 * minute],
    [100, 3 * 60 * minute],
    [1_000, 20 * minute],
  ])('never exceeds a limit of %i a minute, and uses at least 99%% of it', async (limit, until) => {
    using database = emptyLedger();
    const arrivals = await simulate(database, { limit, until, latency, arrival: (n) => (n % 11) / 10 });
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(limit);
    expect(shareUsed(arrivals, limit, until)).toBeGreaterThanOrEqual(0.99);
  });

  test('spreads the first minute as evenly as the others', async () => {
    using database = emptyLedger();
    const arrivals = await simulate(database, { limit: 600, until: 2 * minute, latency: () => 50 });
    for (let second = 0; second < 120; second += 1) {
      const inSecond = arrivals.filter((arrival) => Math.floor(arrival / 1_000) === second).length;
      expect(inSecond).toBeGreaterThanOrEqual(9);
      expect(inSecond).toBeLessThanOrEqual(11);
    }
  });

  test('catches up one second after a pause, and nothing after a restart', async () => {
    using database = emptyLedger();
    const pause = (n: number) => (n === 300 || n === 900 ? 10 * minute : 0);
    const arrivals = await simulate(database, {
      limit: 600,
      until: 25 * minute,
      latency: () => 50,
      pause,
      dies: is900th,
    });
    const inSecondAfter = (pauses: number): number => {
      const from = arrivals.filter((at, index) => at - (arrivals[index - 1] ?? at) > minute)[pauses - 1] ?? 0;
      return arrivals.filter((at) => at >= from && at < from + 1_000).length;
    };
    expect(inSecondAfter(1)).toBe(20);
    expect(inSecondAfter(2)).toBe(10);
    expect(fullestMinute(arrivals)).toBeLessThanOrEqual(600);
  });

  test.each([1, 2])('uses a limit of %i a minute, even if it is only asked when the wait is over', async (limit) => {
    using database = emptyLedger();
    let now = 0;
    const ring = await openRing(database, limit, () => now);
    const answers: { readonly slot: Slot; readonly at: number }[] = [];
    let requests = 0;
    while (now < 60 * minute) {
      const wait = await ring.wait();
      if (wait === 0) {
        answers.push({ slot: await ring.take(), at: now + 600 });
        requests += 1;
        continue;
      }
      const wakes = now + wait;
      for (const { slot, at } of answers.splice(0).filter(({ at }) => at <= wakes)) {
        now = at;
        await ring.giveBack(slot);
      }
      now = wakes;
    }
    expect(requests).toBeGreaterThanOrEqual(limit * 60 * 0.99 - 1);
  });

  test.each([60_000, 600_000, 6_000_000])(
    'with %i a minute has several slots due in a millisecond, and makes none in advance',
    async (limit) => {
      using database = emptyLedger();
      let now = 0;
      const ring = await openRing(database, limit, () => now);
      expect(countSlots(database)).toBe(0);
      let taken = (await takeAll(ring)).length;
      expect(taken).toBe(1);
      for (now = 1; now <= 5; now += 1) taken += (await takeAll(ring)).length;
      expect(taken).toBe(1 + (5 * limit) / minute);
      expect(countSlots(database)).toBe(taken);
    },
  );

  test('takes a free row before it makes another one', async () => {
    using database = emptyLedger();
    let now = 0;
    const ring = await openRing(database, 10, () => now);
    for (; now < 10 * minute; now += 61_000) await ring.giveBack(await ring.take());
    expect(countSlots(database)).toBe(1);
  });

  test('tells when the next slot is free if more are due than are free', async () => {
    using database = emptyLedger();
    let now = 0;
    const ring = await openRing(database, 60, () => now);
    const slots: Slot[] = [];
    for (; now < minute; now += 1_000) slots.push(await ring.take());
    now = 0;
    await ring.giveBack(slots[0] ?? expect.fail('no slot was taken'));
    now = 62_000;
    expect(await ring.find(2)).toMatchObject({ slots: [{ number: 1, generation: 2 }], wait: 10_000 });
  });

  test('keeps the slot of a request that is never settled until the request can no longer arrive', async () => {
    using database = emptyLedger();
    let now = 0;
    const ring = await openRing(database, 1, () => now, 120_000);
    const lost = await ring.take();
    // Its answer may still come at any moment.
    expect(await ring.wait()).toBe(minute + 1);
    now = minute + 129_999;
    expect(await ring.wait()).toBe(1);
    now = minute + 130_000;
    const [taken] = await takeAll(ring);
    await ring.giveBack(lost);
    now += minute + 1;
    expect(await ring.wait()).toBe(minute + 1);
    await ring.giveBack(taken ?? expect.fail('no slot is free'));
    now += minute;
    expect(await ring.wait()).toBe(1);
  });

  test('obeys blocks: the longest counts, and ten minutes are the most', async () => {
    using database = emptyLedger();
    const ring = await openRing(database, 10, () => 0);
    await ring.block(30_000, false);
    await ring.block(5_000, false);
    expect(await ring.wait()).toBe(30_000);
    await ring.block(36_000_000, false);
    expect(await ring.wait()).toBe(600_000);
  });

  test('finds the rows of every statement by an index, in the order of the index', async () => {
    using database = emptyLedger();
    let now = 0;
    const statements = new Set<string>();
    const watched = (sql: Sql): Sql => ({
      ...unused,
      one: (text, ...parameters) => {
        statements.add(sqliteStatement(text, parameters).text);
        return sql.one(text, ...parameters);
      },
      all: (text, ...parameters) => {
        statements.add(sqliteStatement(text, parameters).text);
        return sql.all(text, ...parameters);
      },
      run: (text, ...parameters) => {
        for (const { text: written } of sqliteWrites(text, parameters)) statements.add(written);
        return sql.run(text, ...parameters);
      },
    });
    const recorded: Pick<Database, 'write'> = { write: (work) => database.write((sql) => work(watched(sql))) };
    const before = await openRing(recorded, 2, () => now);
    for (; now < 3 * minute; now += 30_001) await before.giveBack(await before.take());
    const after = await openRing(recorded, 1, () => now);
    await after.block(1_000, true);
    now = 10 * minute;
    await after.giveBack((await takeAll(after))[0] ?? expect.fail('no slot is free'));
    const ofSlots = [...statements].filter((sql) => /\bslot\b/.test(sql));
    expect(ofSlots.length).toBeGreaterThanOrEqual(5);
    for (const sql of ofSlots) {
      const plan = database.all(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
      expect(plan.filter((step) => /^SCAN slot$|TEMP B-TREE/.test(String(step)))).toEqual([]);
    }
  });

  test('never exceeds the limit, whatever the latency, however often the process dies, and however many requests are never settled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 0, max: 900_000 }),
        async (limit, latencies, shares, deathEvery, concurrency, pause, sleep) => {
          using database = emptyLedger();
          const arrivals = await simulate(database, {
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
      { numRuns: tries(60) },
    );
  });
});
