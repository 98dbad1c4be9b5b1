// The slots on PostgreSQL: they are taken evenly and by one process at a time; the clock of the server may jump, a transaction may wait.
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { PostgresRing } from '../../../src/ledger/postgres/postgres-ring.ts';
import type { FreeSlot } from '../../../src/ledger/pace/slot-ring.ts';
import {
  countRingRows,
  postgresRing,
  untilOneWaits,
  type PostgresRingWorld,
} from '../../support/postgres-ring-by-hand.ts';
import { Contested } from '../../../src/ledger/sql.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

const minute = 60_000;

/** Returns how many slots there are in each of `seconds` seconds, for somebody who takes all free slots every tenth of a second. */
async function countBySecond(world: PostgresRingWorld, seconds: number): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    let count = 0;
    for (let tenth = 0; tenth < 10; tenth += 1) {
      count += (await world.use(100)).slots.length;
      world.clock.pass(100);
    }
    counts.push(count);
  }
  return counts;
}

test.each([2_500, 30_000, 10 * minute])(
  'after a pause of %i ms one second is caught up, and no more, not even a minute later',
  async (pause) => {
    await using world = await postgresRing(server(), 600);
    for (let round = 0; round < 2; round += 1) {
      world.clock.pass(pause);
      expect(await countBySecond(world, 3)).toEqual([20, 10, 10]);
      world.clock.pass(minute - 3_000);
      for (const count of await countBySecond(world, 3)) expect(count).toBeLessThanOrEqual(20);
    }
  },
);

test.each([60_000, 600_000, 6_000_000])(
  'with %i a minute several slots can be taken at once, and none is made in advance',
  async (limit) => {
    await using world = await postgresRing(server(), limit);
    expect(await countRingRows(world)).toBe(0);
    expect((await world.take(8)).slots).toHaveLength(1);
    world.clock.pass(8);
    expect((await world.take(8)).slots).toHaveLength(8);
    expect(await countRingRows(world)).toBe(9);
    world.clock.pass(2 * minute);
    expect((await world.take(8)).slots).toHaveLength(8);
    expect(await countRingRows(world)).toBe(9);
  },
);

test('if all rows are taken, waits until one is free or can be given back', async () => {
  await using world = await postgresRing(server(), 600);
  for (let tenth = 0; tenth < 600; tenth += 1) {
    await world.use(1);
    world.clock.pass(100);
  }
  expect(await world.take(8)).toMatchObject({ slots: [], wait: 1 });
  world.clock.pass(901);
  expect(await world.take(20)).toMatchObject({ slots: { length: 10 }, wait: 99 });
  expect(await world.take(1)).toMatchObject({ slots: [], wait: 100 });
  await using single = await postgresRing(server(), 1);
  await single.take(1);
  single.clock.pass(minute);
  expect(await single.take(1)).toMatchObject({ slots: [], wait: 11_000 });
});

test('a process that comes while another one takes slots waits for it, and takes what is due afterwards', async () => {
  await using world = await postgresRing(server(), 600);
  const later = await world.database.write(async (transaction) => {
    const now = world.clock.now();
    await transaction.run('INSERT INTO slot VALUES (1, 1, $1)', now + minute);
    await transaction.run('UPDATE ring SET slots = 1, made = 1, even_at = $1', now * 1_000);
    const second = world.take(1);
    await untilOneWaits(world);
    return { second };
  });
  expect(await later.second).toMatchObject({ slots: [], wait: 100 });
  world.clock.pass(100);
  expect(await world.take(1)).toMatchObject({ slots: [{ number: 2 }] });
});

test('many processes that take at the same moment each get another slot, and together what is due', async () => {
  await using world = await postgresRing(server(), 600);
  world.clock.pass(500);
  const found = await Promise.all(Array.from({ length: 8 }, () => world.take(2)));
  const numbers = found.flatMap(({ slots }) => slots.map(({ number }) => number));
  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
});

test('a slot that is given back late, while another process looks for one, is neither taken nor removed', async () => {
  await using world = await postgresRing(server(), 1);
  const lost = await world.take(1);
  world.clock.pass(10 * minute);
  await world.database.write(async (transaction) => {
    await world.ring.giveBack(transaction, lost.slots);
    expect(await world.take(1)).toMatchObject({ slots: [], wait: 1 });
  });
  expect(await world.take(1)).toMatchObject({ slots: [], wait: minute + 1 });
});

test('slots that were taken and not used are free and due again, unless somebody took slots meanwhile', async () => {
  await using world = await postgresRing(server(), 600);
  world.clock.pass(500);
  const spend = (wanted: number, used: number): Promise<readonly FreeSlot[]> =>
    world.ring.spend(world.database, wanted, async (transaction, slots) => {
      const found = await slots.find(transaction, wanted);
      await slots.use(transaction, found, found.slots.slice(0, used));
      return found.slots;
    });
  const first = await spend(4, 1);
  expect(first.map(({ number, generation }) => [number, generation])).toEqual(
    [1, 2, 3, 4].map((number) => [number, 1]),
  );
  expect(new Set(first.map(({ attempt }) => attempt)).size).toBe(4);
  expect((await spend(4, 0)).map(({ number, generation }) => [number, generation])).toEqual([
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 1],
  ]);
  const between = await world.ring.spend(world.database, 3, async () => world.take(1));
  expect(between.slots).toMatchObject([{ number: 5 }]);
  expect((await world.take(9)).slots).toMatchObject([{ number: 2 }]);
});

test('work is kept if its unused slots cannot be given back; they become free again by themselves', async () => {
  await using world = await postgresRing(server(), 600);
  const write = world.database.write.bind(world.database);
  vi.spyOn(world.database, 'write').mockRejectedValueOnce(new Error('the server went away'));
  expect(await world.ring.spend({ write }, 1, async () => 'done')).toBe('done');
  world.clock.pass(minute);
  expect((await world.take(1)).slots).toMatchObject([{ number: 2 }]);
  world.clock.pass(11_000);
  expect((await world.take(1)).slots).toMatchObject([{ number: 1, generation: 2 }]);
});

test('work that is retried uses new attempts and the same slots', async () => {
  await using world = await postgresRing(server(), 600);
  const found: FreeSlot[] = [];
  await world.ring.spend(world.database, 1, async (transaction, slots) => {
    const { slots: given } = await slots.find(transaction, 1);
    found.push(...given);
    if (found.length === 1) throw new Contested('somebody was faster');
  });
  expect(found).toMatchObject([
    { number: 1, generation: 1 },
    { number: 1, generation: 1 },
  ]);
  expect(found[0]?.attempt).not.toBe(found[1]?.attempt);
});

test('a statement after the first answer is rejected in work that is written at once', async () => {
  await using world = await postgresRing(server(), 600);
  const late = world.database.writeAtOnce('ring.* FROM ring', async (transaction) => {
    await transaction.run('UPDATE ring SET made = 7');
    return transaction.run('UPDATE ring SET made = 9');
  });
  await expect(late).rejects.toThrow('asked once more');
  expect(await world.query('SELECT made FROM ring')).toEqual([{ made: 7 }]);
});

test('at a limit of 60,000 that is fully used, every statement finds its rows by an index', async () => {
  await using world = await postgresRing(server(), 60_000);
  const now = world.clock.now();
  await world.database.write(async (transaction) => {
    await transaction.run(
      'INSERT INTO slot (number, generation, free_at) SELECT i, 1, $1::bigint + i FROM generate_series(1, 60000) AS i',
      now - 30_000,
    );
    await transaction.run('UPDATE ring SET slots = 60000, made = 60000');
  });
  await world.open(59_000);
  world.clock.pass(20);
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  const found = await world.take(8);
  await world.giveBack(found);
  const queries = asked.mock.calls.map(([query]) => query as unknown as pg.QueryConfig);
  asked.mockRestore();
  expect(found.slots).toHaveLength(8);
  const ofSlots = queries
    .map(({ text, values = [] }) => ({ text: text.split('; ').at(-1) ?? '', values }))
    .filter(({ text }) => /\bslot\b/.test(text));
  expect(ofSlots).toHaveLength(5);
  await world.database.write(async (transaction) => {
    for (const { text, values } of ofSlots) {
      const { rows } = await transaction.executeSql(`EXPLAIN ${text}`, values);
      const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
      expect(plan).not.toMatch(/Seq Scan on slot|Bitmap/);
    }
  });
});

test('a transaction that waits before it takes a slot does not look like a clock jump', async () => {
  await using world = await postgresRing(server(), 600);
  await world.take(1);
  const late = await world.database.write(async (transaction) => {
    await transaction.run('SELECT FROM ring FOR UPDATE');
    world.clock.pass(100);
    const taking = world.take(1);
    await untilOneWaits(world);
    world.clock.pass(5_000);
    return { taking };
  });
  await late.taking;
  const before = await world.query('SELECT free_at FROM slot ORDER BY number');
  world.clock.pass(100);
  await world.take(1);
  expect(await world.query('SELECT free_at FROM slot ORDER BY number LIMIT 2')).toEqual(before);
});

test('a clock jump delays every slot once, however many processes notice it, also if the first of them cannot commit', async () => {
  await using world = await postgresRing(server(), 6);
  for (let slot = 0; slot < 6; slot += 1) {
    expect((await world.use(1)).slots).toHaveLength(1);
    world.clock.pass(10_000);
  }
  const second = new PostgresRing(world.database, { requestsPerMinute: 6, requestTimeout: 1_000 });
  await world.take(0, second);
  const hour = 3_600_000;
  world.jump.ahead = hour;
  const atOnce = world.database.writeAtOnce.bind(world.database);
  vi.spyOn(world.database, 'writeAtOnce').mockImplementationOnce((look, work) =>
    atOnce(look, async (transaction, seen) => {
      const [result] = await Promise.all([work(transaction, seen), transaction.run('SELECT 1 / 0')]);
      return result;
    }),
  );
  await expect(world.take(1)).rejects.toThrow('division by zero');
  expect(await world.take(6)).toMatchObject({ slots: [] });
  expect((await world.take(6, second)).slots).toEqual([]);
  const latest = world.clock.now() + hour + minute + 11_000;
  for (const row of await world.query('SELECT free_at FROM slot')) {
    expect(row['free_at']).toBeGreaterThan(world.clock.now() + hour);
    expect(row['free_at']).toBeLessThanOrEqual(latest);
  }
});
