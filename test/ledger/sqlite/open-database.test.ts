// The settings that the ledger's promises rest on are demanded, not hoped for.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { filesOf } from '../../../src/ledger/sqlite/ledger-files.ts';
import { demandDurability, openForWriting } from '../../../src/ledger/sqlite/open-database.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

test('every commit is on the disk before it counts, and what is deleted is overwritten', async () => {
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

test('a database that cannot be durable is not used', () => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  expect(() => demandDurability(database)).toThrow(
    'SQLite answers memory to PRAGMA journal_mode = WAL; wal is needed.',
  );
});

test('a transaction that fails leaves nothing behind, and the next one begins anew', async () => {
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
