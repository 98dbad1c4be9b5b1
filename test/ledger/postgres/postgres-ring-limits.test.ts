// A limit that is changed on PostgreSQL: slots that were used under the previous limit count, for everybody and in any rhythm.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PostgresRing } from '../../../src/ledger/postgres/postgres-ring.ts';
import type { Slot } from '../../../src/ledger/pace/slot-pace.ts';
import type { FreeSlots } from '../../../src/ledger/pace/slot-ring.ts';
import { countRingRows, postgresRing, untilOneWaits } from '../../support/postgres-ring-by-hand.ts';
import { sharePostgres } from '../../support/share-postgres.ts';
import { mostBeyondLimit } from '../../support/simulate-ring.ts';

const server = sharePostgres();

const minute = 60_000;

test('a limit that is lowered and raised again counts all slots that were taken before', async () => {
  await using world = await postgresRing(server(), 10);
  const taken: FreeSlots<Slot>[] = [];
  for (let slot = 0; slot < 10; slot += 1) {
    taken.push(await world.take(1));
    world.clock.pass(6_000);
  }
  for (const one of taken) await world.giveBack(one);
  for (let change = 0; change < 20; change += 1) {
    await world.open(1);
    await world.take(0);
    await world.open(10);
    expect((await world.take(1)).slots).toEqual([]);
    world.clock.pass(3_000);
  }
  world.clock.pass(1);
  expect((await world.take(1)).slots).toHaveLength(1);
});

test('a process that takes slots while another one lowers the limit neither takes too many nor removes slots that count', async () => {
  await using world = await postgresRing(server(), 10);
  for (let slot = 0; slot < 9; slot += 1) {
    await world.use(1);
    world.clock.pass(6_000);
  }
  const lower = new PostgresRing(world.database, { requestsPerMinute: 1, requestTimeout: 1_000 });
  const { taking } = await world.database.write(async (transaction) => {
    await lower.prepare(transaction);
    const taking = world.take(1);
    await untilOneWaits(world);
    return { taking };
  });
  expect((await taking).slots).toEqual([]);
  expect(await countRingRows(world)).toBe(9);
});

test('rows of a higher limit count until their minute is over, for everybody, and are removed only then', async () => {
  await using world = await postgresRing(server(), 60);
  for (let second = 0; second < 60; second += 1) {
    await world.use(1);
    world.clock.pass(1_000);
  }
  await world.open(20);
  expect(await world.take(1)).toMatchObject({ slots: [], wait: 40_001 });
  expect(await countRingRows(world)).toBe(60);
  world.clock.pass(40_001);
  expect((await world.take(1)).slots).toHaveLength(1);
  expect(await countRingRows(world)).toBe(20);
  world.clock.pass(1_000);
  await world.open(60);
  expect((await world.take(1)).slots).toHaveLength(1);
});

test('after a very high limit was lowered, at most a thousand rows are removed at once', async () => {
  await using world = await postgresRing(server(), 600_000);
  world.clock.pass(250);
  expect((await world.use(2_501)).slots).toHaveLength(2_501);
  await world.open(10);
  world.clock.pass(minute);
  expect(await world.take(1)).toMatchObject({ slots: [], wait: 1 });
  world.clock.pass(1);
  for (const left of [1_501, 501]) {
    expect(await world.take(1)).toMatchObject({ slots: [], wait: 1 });
    expect(await countRingRows(world)).toBe(left);
  }
  expect((await world.take(1)).slots).toHaveLength(1);
  expect(await countRingRows(world)).toBe(10);
});

test('giving back a slot that was removed meanwhile does not free a newer one', async () => {
  await using world = await postgresRing(server(), 2);
  const first = await world.take(1);
  world.clock.pass(30_000);
  const lost = await world.take(1);
  world.clock.pass(20_000);
  await world.giveBack(first);
  world.clock.pass(10 * minute);
  await world.open(1);
  await world.take(0);
  await world.open(2);
  const again = await world.take(1);
  world.clock.pass(30_000);
  await world.take(1);
  await world.giveBack(lost);
  world.clock.pass(10_000);
  await world.giveBack(again);
  world.clock.pass(50_002);
  expect(await world.take(1)).toMatchObject({ slots: [], wait: 9_999 });
});

test('however often and whenever the limit changes, no minute holds more requests than were allowed when its last one was claimed', async () => {
  const step = fc.record({
    what: fc.constantFrom('take', 'take', 'take', 'settle', 'open', 'lose'),
    passes: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 40_000 })),
    limit: fc.integer({ min: 1, max: 12 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
      await using world = await postgresRing(server(), 10);
      let limit = 10;
      const sent: {
        readonly slots: readonly Slot[];
        readonly limit: number;
        readonly at: number;
        arrivedAt: number;
      }[] = [];
      const open: typeof sent = [];
      for (const { what, passes, limit: another, share } of steps) {
        if (what === 'open') await world.open((limit = another));
        if (what === 'take') {
          const at = world.clock.monotonic();
          const { slots } = await world.take(3);
          // At most the time for which a claim is valid, plus the request timeout, plus the time a socket may linger.
          const one = slots.map((slot) => ({ slots: [slot], limit, at, arrivedAt: at + Math.floor(share * 11_000) }));
          sent.push(...one);
          open.push(...one);
        }
        if (what === 'lose') open.shift();
        if (what === 'settle') {
          const settled = open.shift();
          if (settled !== undefined) {
            settled.arrivedAt = Math.min(settled.arrivedAt, world.clock.monotonic());
            await world.giveBack(settled);
          }
        }
        world.clock.pass(passes);
      }
      expect(mostBeyondLimit(sent)).toBe(0);
      expect(sent.length).toBeGreaterThan(0);
    }),
    { numRuns: 12 },
  );
});
