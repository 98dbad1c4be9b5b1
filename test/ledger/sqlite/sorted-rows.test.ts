// Rows that are written: one after the other, and some at once where they are sorted.
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

/** How many rows each call is given, by statement. */
function callsFor(text: string, rows: ReturnType<typeof rowsOf>): readonly (readonly number[])[] {
  return sqliteWrites(text, [7, rows]).map(({ bound }) => bound.map((given) => (given.length - 2) / 2));
}

test('sorted rows are inserted twenty at once, others one by one', () => {
  expect(callsFor(insert, sortedRowsOf(columns, values(45)))).toEqual([
    [20, 20],
    [1, 1, 1, 1, 1],
  ]);
  expect(callsFor(insert, sortedRowsOf(columns, values(19)))).toEqual([[], Array(19).fill(1)]);
  expect(callsFor(insert, rowsOf(columns, values(40)))).toEqual([[], Array(40).fill(1)]);
});

test.each(['', ' ON CONFLICT DO NOTHING'])('each of them is there once, as it is%s', async (conflict) => {
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
