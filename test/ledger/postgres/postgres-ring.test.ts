// The slots on PostgreSQL: taken evenly and by one after the other; the server's clock may jump, a transaction may wait.
import { expect, test, vi } from 'vitest';
import { ringOnPostgres } from '../../../src/ledger/postgres/postgres-ring.ts';
import type { Parameter } from '../../../src/ledger/sql.ts';
import {
  countRingRows,
  postgresRing,
  untilOneWaits,
  type PostgresRingWorld,
} from '../../support/postgres-ring-by-hand.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

const minute = 60_000;

/** How many slots can be had in each second of so many, by whoever takes all that there is every tenth of a second. */
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
  'after a pause of %i ms a second is caught up, and neither more nor a minute later',
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
  'with %i a minute several are had at once, and none is made ahead',
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

test('a ring whose rows are all taken waits until one is free, or may be given back', async () => {
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

test('who comes while another one takes waits for it, and takes what is due after', async () => {
  await using world = await postgresRing(server(), 600);
  const later = await world.database.write(async (transaction) => {
    const found = await world.ring.find(transaction, 1);
    const second = world.take(1);
    await untilOneWaits(world);
    await world.ring.use(transaction, found, found.slots);
    return { second };
  });
  expect(await later.second).toMatchObject({ slots: [], wait: 100 });
});

test('of many that take at the same moment each gets another slot, and all together what is due', async () => {
  await using world = await postgresRing(server(), 600);
  world.clock.pass(500);
  const found = await Promise.all(Array.from({ length: 8 }, () => world.take(2)));
  const numbers = found.flatMap(({ slots }) => slots.map(({ number }) => number));
  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
});

test('a slot that is given back late, while another one looks for a slot, is not taken and not removed', async () => {
  await using world = await postgresRing(server(), 1);
  const lost = await world.take(1);
  world.clock.pass(10 * minute);
  await world.database.write(async (transaction) => {
    await world.ring.giveBack(transaction, lost.slots);
    expect(await world.take(1)).toMatchObject({ slots: [], wait: 1 });
  });
  expect(await world.take(1)).toMatchObject({ slots: [], wait: minute + 1 });
});

test('at a limit of 60,000 that is used every statement finds its rows by an index', async () => {
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
  await world.database.write(async (transaction) => {
    const asked: { readonly text: string; readonly parameters: readonly Parameter[] }[] = [];
    const all = transaction.all.bind(transaction);
    vi.spyOn(transaction, 'all').mockImplementation((text, ...parameters) => {
      asked.push({ text, parameters });
      return all(text, ...parameters);
    });
    const run = transaction.run.bind(transaction);
    vi.spyOn(transaction, 'run').mockImplementation((text, ...parameters) => {
      asked.push({ text, parameters });
      return run(text, ...parameters);
    });
    const found = await world.ring.find(transaction, 8);
    await world.ring.use(transaction, found, found.slots);
    await world.ring.giveBack(transaction, found.slots);
    const ofSlots = asked.filter(({ text }) => /\bslot\b/.test(text));
    expect(ofSlots.length).toBeGreaterThanOrEqual(5);
    for (const { text, parameters } of ofSlots) {
      const rows = await all(`EXPLAIN ${text}`, ...parameters);
      const plan = rows.map((row) => String(row['QUERY PLAN'])).join('\n');
      expect(plan).not.toMatch(/Seq Scan on slot|Bitmap/);
    }
  });
});

test('a transaction that waits before it takes does not make the clock look as if it had jumped', async () => {
  await using world = await postgresRing(server(), 600);
  await world.take(1);
  await world.database.write(async (transaction) => {
    world.clock.pass(5_000);
    await world.ring.find(transaction, 1);
  });
  const before = await world.query('SELECT free_at FROM slot');
  world.clock.pass(100);
  await world.database.write((transaction) => world.ring.find(transaction, 1));
  expect(await world.query('SELECT free_at FROM slot')).toEqual(before);
});

test('a clock that jumps puts every slot off, also where the first to notice cannot commit, and once however many notice', async () => {
  await using world = await postgresRing(server(), 6);
  for (let slot = 0; slot < 6; slot += 1) {
    expect((await world.use(1)).slots).toHaveLength(1);
    world.clock.pass(10_000);
  }
  const second = ringOnPostgres({ requestsPerMinute: 6, requestTimeout: 1_000 });
  await world.take(0, second);
  const hour = 3_600_000;
  world.jump.ahead = hour;
  const failing = world.database.write(async (transaction) => {
    await world.ring.find(transaction, 1);
    throw new Error('it fails');
  });
  await expect(failing).rejects.toThrow('it fails');
  expect(await world.take(6)).toMatchObject({ slots: [] });
  expect((await world.take(6, second)).slots).toEqual([]);
  const latest = world.clock.now() + hour + minute + 11_000;
  for (const row of await world.query('SELECT free_at FROM slot')) {
    expect(row['free_at']).toBeGreaterThan(world.clock.now() + hour);
    expect(row['free_at']).toBeLessThanOrEqual(latest);
  }
});
