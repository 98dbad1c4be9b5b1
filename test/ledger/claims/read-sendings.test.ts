// What a walk reads of a campaign at once, in a ledger that is damaged, and in one of many pages.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { accepted, openAll, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { lookUpInWalk } from '../../support/a-history.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

/** Two of a hundred people are accepted, and then the ledger is changed from outside. */
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
])('where %s, the ledger is damaged', async (_what, change) => {
  await using world = await changedWorld(change);
  await expect(askInWalk(world, keys)).rejects.toThrow(/damaged/);
});

test('whose request is gone is unknown, as for one question', async () => {
  await using world = await changedWorld('UPDATE req SET attempt = 1000');
  expect(await askInWalk(world, keys)).toEqual(keys.map(() => unknown));
});

test('of many thousands everybody is found, each with what became of them', async () => {
  await using world = await changedWorld(`
    WITH RECURSIVE more (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM more WHERE number < 40000)
    INSERT INTO sent (campaign, key, generation, req, digest)
    SELECT campaign, randomblob(16), 0, req, randomblob(16) FROM more, (SELECT * FROM sent LIMIT 1)`);
  const found = await askInWalk(world, keys);
  const acceptedAt = world.clock.now();
  const known = { kind: 'accepted', generation: 0, digests: ['ab'.repeat(16)], got: true, acceptedAt };
  expect(found).toEqual([known, known, ...keys.slice(2).map(() => unknown)]);
});
