// Rows that are written: one at a time, or several at once if they are sorted.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { sqliteWrites } from '../../../src/ledger/sqlite/sqlite-text.ts';
import { rowsOf, sortedRowsOf } from '../../../src/ledger/sql.ts';

const columns = { key: 'hash', number: 'integer' } as const;
const insert = 'INSERT INTO word (key, number, at) SELECT mine.key, mine.number, $1 FROM rows($2) AS mine WHERE true';

function values(count: number): (readonly [string, number])[] {
  return Array.from({ length: count }, (_, index) => [index.toString(16).padStart(32, '0'), index] as const);
}

/** Returns how many rows each call gets, by statement. */
function callsFor(text: string, rows: ReturnType<typeof rowsOf>): readonly (readonly number[])[] {
  return sqliteWrites(text, [7, rows]).map(({ bound }) => bound.map((given) => (given.length - 1) / 2));
}

test('sorted rows are inserted twenty at a time, others one by one', () => {
  expect(callsFor(insert, sortedRowsOf(columns, values(45)))).toEqual([
    [20, 20],
    [1, 1, 1, 1, 1],
  ]);
  expect(callsFor(insert, sortedRowsOf(columns, values(19)))).toEqual([[], Array(19).fill(1)]);
  expect(callsFor(insert, rowsOf(columns, values(40)))).toEqual([[], Array(40).fill(1)]);
});

test.each(['', ' ON CONFLICT DO NOTHING'])('each row is stored once and unchanged%s', async (conflict) => {
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec(
    'CREATE TABLE word (key BLOB PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  );
  const rows = values(63);
  const write = (count: number): Promise<number> =>
    database.write((sql) => sql.run(insert + conflict, 7, sortedRowsOf(columns, rows.slice(0, count))));
  expect(await write(43)).toBe(43);
  if (conflict !== '') expect(await write(63)).toBe(20);
  const kept = database.all('SELECT lower(hex(key)) AS key, number, at FROM word ORDER BY key');
  expect(kept).toEqual(rows.slice(0, conflict === '' ? 43 : 63).map(([key, number]) => ({ key, number, at: 7 })));
});

function textOf(text: string, ...parameters: Parameters<typeof sqliteWrites>[1]): unknown {
  return sqliteWrites(text, parameters).at(-1)?.text;
}

test('a parameter used once and in order has no number, and one that comes before others keeps its place', async () => {
  const rows = rowsOf(columns, values(2));
  const first = 'INSERT INTO word (key, number, at) SELECT mine.key, mine.number, $2 FROM rows($1) AS mine WHERE true';
  const alone = 'INSERT INTO word (key, number) SELECT mine.key, mine.number FROM rows($1) AS mine WHERE true';
  expect(textOf(alone, rows)).toBe('INSERT INTO word (key, number) VALUES (unhex(?), ?)');
  expect(textOf(first, rows, 7)).toBe('INSERT INTO word (key, number, at) VALUES (unhex(?3), ?4, ?2)');
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  database.exec('CREATE TABLE word (key BLOB PRIMARY KEY, number INTEGER NOT NULL, at INTEGER) STRICT, WITHOUT ROWID');
  await database.write((sql) => sql.run(first, rows, 7));
  expect(database.all('SELECT number, at FROM word ORDER BY number')).toEqual([
    { number: 0, at: 7 },
    { number: 1, at: 7 },
  ]);
});
