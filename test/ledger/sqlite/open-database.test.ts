// The settings on which the promises of the ledger depend are verified, not assumed.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { filesOf } from '../../../src/ledger/sqlite/ledger-files.ts';
import { demandDurability, openForWriting } from '../../../src/ledger/sqlite/open-database.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

test('every commit is on disk before it counts, and deleted data is overwritten', async () => {
  await using world = await sqliteWorld();
  await (await world.open())[Symbol.asyncDispose]();
  using database = openForWriting(filesOf(world.path, 'sandbox'));
  demandDurability(database);
  const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'trusted_schema', 'busy_timeout'];
  const settings = Object.fromEntries(pragmas.map((name) => [name, database.pragma(name)]));
  expect(settings).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    secure_delete: 1,
    trusted_schema: 0,
    busy_timeout: 5_000,
  });
});

test('a database that cannot be durable is refused', () => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  expect(() => demandDurability(database)).toThrow(
    'SQLite answers memory to PRAGMA journal_mode = WAL; wal is needed.',
  );
});

test('a failed transaction leaves nothing behind, and the next one works', async () => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec('CREATE TABLE t (a INTEGER) STRICT');
  const failing = database.write(async (sql) => {
    await sql.run('INSERT INTO t VALUES (1)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await database.write((sql) => sql.run('INSERT INTO t VALUES (2)'));
  expect(database.all('SELECT a FROM t')).toEqual([expect.objectContaining({ a: 2 })]);
});

test('if a full disk undoes one statement, no other statement of the transaction is written', async () => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec('CREATE TABLE t (a TEXT) STRICT');
  database.exec(`PRAGMA max_page_count = ${Number(database.pragma('page_count')) + 1}`);
  const writing = database.write((sql) =>
    Promise.all([
      // Runs a statement whose error arrives later than the others.
      inRoundabout(() => sql.run('INSERT INTO t VALUES ($1)', 'a'.repeat(100_000))),
      sql.run("INSERT INTO t VALUES ('b')"),
      sql.get("INSERT INTO t VALUES ('c') RETURNING a"),
    ]),
  );
  await expect(writing).rejects.toThrow('database or disk is full');
  expect(database.all('SELECT a FROM t')).toEqual([]);
});

test('a statement of a transaction that has failed meanwhile is not written, whenever it comes', async () => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec('CREATE TABLE t (a INTEGER) STRICT');
  for (let turns = 0; turns < 12; turns += 1) {
    const late: Promise<number>[] = [];
    const failing = database.write(async (sql) => {
      late.push(afterTurns(turns).then(() => sql.run('INSERT INTO t VALUES ($1)', turns)));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await Promise.allSettled(late);
  }
  expect(database.all('SELECT a FROM t')).toEqual([]);
});

async function inRoundabout(ask: () => Promise<number>): Promise<number> {
  try {
    return await ask();
  } finally {
    await afterTurns(8);
  }
}

async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}
