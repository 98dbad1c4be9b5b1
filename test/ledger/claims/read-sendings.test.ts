// The lookup of a whole campaign at once during a walk: in a damaged ledger, and in one with many pages.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { accepted, openAll, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { lookUpInWalk } from '../../support/a-history.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

/** Returns a ledger in which two of a hundred people are accepted, and which then is changed from outside. */
async function changedWorld(change: string): Promise<SqliteWorld> {
  const world = await sqliteWorld();
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(100));
  await send(world, ledger, run.id, (await openAll(ledger, run.id)).slice(0, 2), [accepted, accepted]);
  using database = new DatabaseSync(world.path);
  database.exec(change);
  return world;
}

async function askInWalk(world: SqliteWorld, keys: readonly string[]): Promise<readonly unknown[]> {
  await using reader = await world.look();
  return reader === undefined ? [] : await lookUpInWalk(reader, 'sale')(keys);
}

const keys = plannedMany(100).map(({ key }) => key);
const unknown = { kind: 'unknown', generation: 0 };

test.each([
  ['a key is too short', "UPDATE sent SET key = x'00' WHERE req % 32 = 0"],
  ['a digest is too short', "UPDATE sent SET digest = x'00' WHERE req % 32 = 0"],
  ['outcomes are cut off', "UPDATE req SET outcomes = x''"],
])('the ledger is damaged if %s', async (_what, change) => {
  await using world = await changedWorld(change);
  await expect(askInWalk(world, keys)).rejects.toThrow(/damaged/);
});

test('people whose request is missing are unknown, as in a single lookup', async () => {
  await using world = await changedWorld('UPDATE req SET attempt = 1000');
  expect(await askInWalk(world, keys)).toEqual(keys.map(() => unknown));
});

test('among many thousands, everybody is found with their outcome', async () => {
  await using world = await changedWorld(`
    WITH RECURSIVE more (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM more WHERE number < 40000)
    INSERT INTO sent (campaign, key, generation, req, digest)
    SELECT campaign, randomblob(16), 0, req, randomblob(16) FROM more, (SELECT * FROM sent LIMIT 1)`);
  const found = await askInWalk(world, keys);
  const acceptedAt = world.clock.now();
  const known = { kind: 'accepted', generation: 0, digests: ['ab'.repeat(16)], got: true, acceptedAt };
  expect(found).toEqual([known, known, ...keys.slice(2).map(() => unknown)]);
});
