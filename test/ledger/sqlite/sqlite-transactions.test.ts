// Transactions on SQLite that wait: one at a time, each with its own statements, completely or not at all.
import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { DamagedLedger } from '../../../src/ledger/row.ts';
import { rowsOf, type Sql } from '../../../src/ledger/sql.ts';

/** Opens a database in which other work gets a turn before each statement. */
function open(): Database {
  const database = new Database(new DatabaseSync(':memory:'), ':memory:', async () => othersHadTheirTurn());
  database.exec('CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  return database;
}

async function add(sql: Sql, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await sql.run('INSERT INTO word (text) VALUES ($1)', text);
}

function textsIn(database: Database): readonly unknown[] {
  return database.all('SELECT text FROM word ORDER BY number').map(({ text }) => text);
}

test('transactions run one after the other, however they wait', async () => {
  using database = open();
  await Promise.all([
    database.write((sql) => add(sql, 'a', 'b', 'c')),
    database.write((sql) => add(sql, 'd', 'e')),
    database.read(async (sql) => expect(await sql.all('SELECT * FROM word')).toHaveLength(5)),
    database.write((sql) => add(sql, 'f')),
  ]);
  expect(textsIn(database)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('a failed transaction leaves nothing behind, and the next one works', async () => {
  using database = open();
  const failing = database.write(async (sql) => {
    await add(sql, 'a');
    throw new Error('changed my mind');
  });
  const next = database.write((sql) => add(sql, 'b'));
  await expect(failing).rejects.toThrow('changed my mind');
  await next;
  expect(textsIn(database)).toEqual(['b']);
});

test('while a transaction is open, statements from outside it are refused', async () => {
  using database = open();
  await database.write(async (sql) => {
    await add(sql, 'a');
    for (const outside of [
      () => database.all('SELECT 1'),
      () => database.exec("INSERT INTO word (text) VALUES ('b')"),
      () => database.exec('DELETE FROM word'),
      () => database.pragma('user_version'),
    ]) {
      expect(outside).toThrow('A transaction is open');
    }
  });
  expect(textsIn(database)).toEqual(['a']);
});

test('statements of a transaction are refused after it has ended', async () => {
  using database = open();
  const kept = await database.write(async (sql) => sql);
  await expect(add(kept, 'a')).rejects.toThrow('The transaction is over');
  await expect(kept.all('SELECT 1')).rejects.toThrow('The transaction is over');
  expect(textsIn(database)).toEqual([]);
});

test('get returns a row or undefined, and one reports damage if there is no row', async () => {
  using database = open();
  await database.write((sql) => add(sql, 'a'));
  await database.read(async (sql) => {
    expect(await sql.get('SELECT text FROM word')).toEqual({ text: 'a' });
    expect(await sql.get('SELECT text FROM word WHERE number = $1', 7)).toBeUndefined();
    expect(await sql.one('SELECT text FROM word')).toEqual({ text: 'a' });
    await expect(sql.one('SELECT text FROM word WHERE number = $1', 7)).rejects.toThrow(DamagedLedger);
  });
});

test('values are read and written as a table', async () => {
  using database = open();
  const words = rowsOf({ number: 'integer', text: 'text' }, [
    [7, 'a'],
    [9, 'b'],
  ]);
  await database.write(async (sql) => {
    const insert = 'INSERT INTO word (number, text) SELECT mine.number, mine.text FROM rows($1) AS mine WHERE true';
    expect(await sql.run(`${insert} ON CONFLICT DO NOTHING`, words)).toBe(2);
    expect(await sql.run(`${insert} ON CONFLICT DO NOTHING`, words)).toBe(0);
    const found = await sql.all(
      `SELECT wanted.place, word.text FROM rows($2) AS wanted
       CROSS JOIN LATERAL (SELECT * FROM word WHERE word.number = wanted.number OFFSET 0) AS word
       WHERE word.text <> $1 AND word.text = ANY ($3::text[]) FOR UPDATE`,
      'a',
      words,
      ['a', 'b'],
    );
    expect(found).toEqual([{ place: 1, text: 'b' }]);
  });
});

test.each([
  'SELECT text FROM word WHERE text=ANY($1::text[])',
  'SELECT text FROM word WHERE text = ANY ($1)',
  'SELECT $1::text[] FROM word',
  'SELECT number::integer FROM word',
  'SELECT text FROM word FOR UPDATE SKIP LOCKED',
  'SELECT text FROM word FOR KEY SHARE',
  'SELECT text FROM (SELECT text FROM word FOR UPDATE) AS locked',
  'SELECT word.text FROM word CROSS JOIN LATERAL (SELECT * FROM word WHERE text = $1) AS other',
])('SQL that is not rewritten for SQLite is an error: %s', async (text) => {
  using database = open();
  await database.write((sql) => add(sql, 'a', 'b'));
  await expect(database.read((sql) => sql.all(text, ['a', 'b']))).rejects.toThrow(/syntax error|unrecognized|no such/v);
});

test('a list keeps the number of its parameter, however many parameters there are', async () => {
  using database = open();
  await database.write((sql) => add(sql, 'a', 'b', 'c'));
  const text = `SELECT text FROM word WHERE text = ANY ($10::text[]) AND text <> ALL ($2::text[])
    AND number > $1 + $3 + $4 + $5 + $6 + $7 + $8 + $9 ORDER BY number`;
  await database.read(async (sql) => {
    expect(await sql.all(text, 0, ['b'], 0, 0, 0, 0, 0, 0, 0, ['a', 'b', 'c'])).toEqual([{ text: 'a' }, { text: 'c' }]);
    expect(await sql.all(text, 2, ['b'], 0, 0, 0, 0, 0, 0, 0, ['a', 'b', 'c'])).toEqual([{ text: 'c' }]);
  });
});
