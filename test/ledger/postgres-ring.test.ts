// The slots on PostgreSQL: what is not wanted is spread, cheaply and only later; the server's clock may jump, a transaction may wait.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type PostgresDatabase } from '../../src/ledger/postgres-database.ts';
import { PostgresRing, type FreeSlots } from '../../src/ledger/postgres-ring.ts';
import { integer } from '../../src/ledger/row.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { realClock } from '../support/real-clock.ts';

let server: PostgresServer | undefined;

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(() => server?.[Symbol.asyncDispose]());

const minute = 60_000;

/** A ring of so many slots, and the one clock of server and process, but for how far the server's is ahead. */
async function makeRing(limit: number) {
  if (server === undefined) throw new Error('the server was not started');
  const world = await postgresWorld(server);
  const opened = await world.open({ requestsPerMinute: limit });
  await opened[Symbol.asyncDispose]();
  const { clock, address } = world;
  const jump = { ahead: 0 };
  const database = await connect({
    address,
    clock: { ...realClock, monotonic: clock.monotonic },
    databaseTime: () => clock.now() + jump.ahead,
  });
  const ring = new PostgresRing({ requestsPerMinute: limit, requestTimeout: 1_000 });
  return {
    clock,
    database,
    ring,
    jump,
    /** Takes what is free and gives it back at once, as a fast API lets it. */
    use: (wanted: number): Promise<FreeSlots> =>
      database.write(async (transaction) => {
        const found = await ring.find(transaction, wanted);
        await ring.use(transaction, found.slots, found.isPaced);
        await ring.giveBack(transaction, found.slots);
        return found;
      }),
    freeAt: () => readFreeAt(database),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** By slot. */
function readFreeAt(database: PostgresDatabase): Promise<ReadonlyMap<number, number>> {
  return database.read(async (transaction) => {
    const rows = await transaction.all('SELECT number, free_at FROM slot');
    return new Map(rows.map((row) => [integer(row, 'number'), integer(row, 'free_at')]));
  });
}

/** How many slots can be had in each second of so many, by whoever takes all that there is every tenth of a second. */
async function countBySecond(ring: Awaited<ReturnType<typeof makeRing>>, seconds: number): Promise<readonly number[]> {
  const counts: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    let count = 0;
    for (let tenth = 0; tenth < 10; tenth += 1) {
      count += (await ring.use(100)).slots.length;
      ring.clock.pass(100);
    }
    counts.push(count);
  }
  return counts;
}

test.each([2_500, 30_000, 10 * minute])(
  'after a pause of %i ms there is no burst, nor a minute later',
  async (pause) => {
    await using ring = await makeRing(600);
    for (let round = 0; round < 3; round += 1) {
      ring.clock.pass(pause);
      for (const count of await countBySecond(ring, 3)) expect(count).toBeLessThanOrEqual(11);
      ring.clock.pass(minute - 3_000);
      for (const count of await countBySecond(ring, 3)) expect(count).toBeLessThanOrEqual(11);
    }
  },
);

test('what is free and not wanted is put off, never brought forward; what comes at its time is left alone', async () => {
  await using ring = await makeRing(600);
  ring.clock.pass(2_500);
  const now = ring.clock.now();
  const before = await ring.freeAt();
  const free = [...before].filter(([, at]) => at <= now).map(([slot]) => slot);
  expect(free).toHaveLength(26);
  const { slots } = await ring.use(1);
  expect(slots).toHaveLength(1);
  const after = await ring.freeAt();
  for (const [slot, at] of before) {
    if (!free.includes(slot)) expect(after.get(slot)).toBe(at);
    else expect(after.get(slot)).toBeGreaterThanOrEqual(now);
  }
  const places = free.map((slot) => ((after.get(slot) ?? 0) - now) / 100).toSorted((one, other) => one - other);
  // At once, and behind the others; what was taken comes back a minute after.
  expect(places).toEqual([...Array.from({ length: 25 }, (_, index) => 575 + index), 600.01]);
});

test('a transaction that waits before it takes does not make the clock look as if it had jumped', async () => {
  await using ring = await makeRing(600);
  await ring.database.write(async (transaction) => {
    ring.clock.pass(5_000);
    await ring.ring.find(transaction, 1);
  });
  const before = await ring.freeAt();
  ring.clock.pass(100);
  await ring.database.write((transaction) => ring.ring.find(transaction, 0));
  const after = await ring.freeAt();
  expect([...after].filter(([slot, at]) => at - (before.get(slot) ?? 0) > minute)).toEqual([]);
});

test('a clock that jumps puts every slot off, also where the first to notice cannot commit, and once however many notice', async () => {
  await using ring = await makeRing(6);
  const second = new PostgresRing({ requestsPerMinute: 6, requestTimeout: 1_000 });
  await ring.use(6);
  await ring.database.write((transaction) => second.find(transaction, 0));
  const hour = 3_600_000;
  ring.jump.ahead = hour;
  const failing = ring.database.write(async (transaction) => {
    await ring.ring.find(transaction, 1);
    throw new Error('it fails');
  });
  await expect(failing).rejects.toThrow('it fails');
  expect(await ring.use(6)).toMatchObject({ slots: [] });
  expect((await ring.database.write((transaction) => second.find(transaction, 6))).slots).toEqual([]);
  const latest = ring.clock.now() + hour + minute + 11_000;
  for (const at of (await ring.freeAt()).values()) {
    expect(at).toBeGreaterThan(ring.clock.now() + hour);
    expect(at).toBeLessThanOrEqual(latest);
  }
});
