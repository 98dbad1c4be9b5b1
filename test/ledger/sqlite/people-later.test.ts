// SQLite writes the rows by which people are found when a run ends or at a lookup. Until then, people are found by their requests.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { PeopleInFile } from '../../../src/ledger/sqlite/people-later.ts';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { viewSqlite } from '../../../src/ledger/sqlite/read-sqlite.ts';
import { accepted, openAll, plannedMany, send, spoolRun, type WholeLedger } from '../../contract/world.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

const everybody = ['u0', 'u1', 'u2', 'u3', 'u4'].map((id) => [`uuid=${id}`]);

/** Sends to five people, to each in a request of their own. */
async function sendToFive(world: SqliteWorld, ledger: WholeLedger): Promise<string> {
  const run = await spoolRun(ledger, plannedMany(5));
  for (const one of await openAll(ledger, run.id)) await send(world, ledger, run.id, [one], [accepted]);
  return run.id;
}

function rowsIn({ path }: SqliteWorld): unknown {
  using database = new DatabaseSync(path, { readOnly: true });
  return database.prepare('SELECT count(*) AS count FROM claimed_person').get()?.['count'];
}

/** Counts people like `ledger verify`. */
async function countIn({ path, clock }: SqliteWorld): Promise<number> {
  const place = { path, environment: 'sandbox', endpoint: 'sandbox', clock };
  return viewSqlite(place, ({ countPeople }) => countPeople());
}

async function foundBy(world: SqliteWorld): Promise<readonly number[]> {
  await using seen = await world.look();
  return (await seen?.past(everybody, 0))?.map(({ length }) => length) ?? [];
}

const all = [1, 1, 1, 1, 1];

test('people are found during the run, by its process and by others, and after it has ended', async () => {
  await using world = await sqliteWorld();
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(5));
  const notifications = await openAll(ledger, run.id);
  for (const [index, one] of notifications.entries()) {
    await send(world, ledger, run.id, [one], [accepted]);
    expect((await ledger.past(everybody, 0)).flat()).toHaveLength(index + 1);
    expect((await ledger.past(everybody, world.clock.now())).flat()).toEqual([]);
  }
  expect([rowsIn(world), await countIn(world), await foundBy(world)]).toEqual([0, 5, all]);
  await ledger.setState(run.id, 'finished', {});
  expect([rowsIn(world), await countIn(world), await foundBy(world)]).toEqual([5, 5, all]);
  expect((await ledger.past(everybody, 0)).flat()).toHaveLength(5);
});

test('the rows of people are written at a pause, which may last for days', async () => {
  await using world = await sqliteWorld();
  await using ledger = await world.open();
  const run = await sendToFive(world, ledger);
  await ledger.setState(run, 'paused', { why: 'after step 1' });
  expect(rowsIn(world)).toBe(5);
});

test('after a process died, people are found, and the next run writes their rows', async () => {
  await using world = await sqliteWorld();
  {
    const ledger = await world.open();
    await sendToFive(world, ledger);
    await world.kill(ledger);
  }
  expect([rowsIn(world), await foundBy(world)]).toEqual([0, all]);
  await using ledger = await world.open();
  await spoolRun(ledger, plannedMany(1, 'other'));
  expect([rowsIn(world), await foundBy(world)]).toEqual([5, all]);
});

test('the rows of people are written and read a few at a time', async () => {
  await using world = await sqliteWorld();
  await using ledger = await world.open();
  await sendToFive(world, ledger);
  using database = new Database(new DatabaseSync(world.path), world.path);
  const later = new PeopleInFile(2);
  const counts: unknown[] = [];
  while (await database.write((sql) => later.findSome(sql))) counts.push(rowsIn(world));
  expect([...counts, rowsIn(world)]).toEqual([2, 4, 5]);
});
