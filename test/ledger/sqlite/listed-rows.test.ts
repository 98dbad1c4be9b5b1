// Rows that are passed to a query: columns with equal values are passed once, and the result stays the same.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Database } from '../../../src/ledger/sqlite/database.ts';
import { sqliteStatement } from '../../../src/ledger/sqlite/sqlite-text.ts';
import { rowsOf, type Rows } from '../../../src/ledger/sql.ts';

const columns = { number: 'integer', key: 'hash', word: 'text' } as const;
const ask = `SELECT wanted.place, $1 AS asked, wanted.number, hex(wanted.key) AS key, wanted.word, $3 AS last
  FROM rows($2) AS wanted`;

type Value = Rows['values'][number];

const key = 'AB'.repeat(16);
const other = 'CD'.repeat(16);

test.each<{ readonly what: string; readonly values: readonly Value[]; readonly given: number }>([
  {
    what: 'the hashes differ',
    values: [
      [1, key, 'a'],
      [1, other, 'a'],
    ],
    given: 5,
  },
  {
    what: 'the numbers differ',
    values: [
      [1, key, 'a'],
      [2, key, 'a'],
      [1, key, 'a'],
    ],
    given: 5,
  },
  {
    what: 'the texts differ',
    values: [
      [1, key, 'a"b'],
      [1, key, 'é\n'],
    ],
    given: 5,
  },
  {
    what: 'one of them is null',
    values: [
      [1, key, null],
      [1, key, 'a'],
    ],
    given: 5,
  },
  {
    what: 'their common value is null',
    values: [
      [null, key, null],
      [null, other, null],
    ],
    given: 5,
  },
  {
    what: 'two columns differ',
    values: [
      [1, key, 'a'],
      [2, other, 'a'],
    ],
    given: 3,
  },
  {
    what: 'nothing differs',
    values: [
      [1, key, 'a'],
      [1, key, 'a'],
    ],
    given: 3,
  },
  { what: 'there is one row', values: [[1, key, 'a']], given: 3 },
  { what: 'there are no rows', values: [], given: 3 },
])('rows are read back unchanged if $what', async ({ values, given }) => {
  const rows = rowsOf(columns, values);
  using database = new Database(new DatabaseSync(':memory:'), ':memory:');
  const read = await database.read((sql) => sql.all(ask, 7, rows, 'end'));
  expect(read).toEqual(
    values.map(([number, hash, word], place) => ({ place, asked: 7, number, key: hash, word, last: 'end' })),
  );
  expect(sqliteStatement(ask, [7, rows, 'end']).bound.map(({ length }) => length)).toEqual([given]);
});

function textOf(...values: readonly Value[]): string {
  return sqliteStatement(ask, [7, rowsOf(columns, values), 'end']).text;
}

test('there is one statement for each set of columns that differ, whatever the number of rows', () => {
  const ofNumbers = textOf([1, key, 'a'], [2, key, 'a']);
  const ofKeys = textOf([1, key, 'a'], [1, other, 'a']);
  expect(ofNumbers).not.toBe(ofKeys);
  expect(textOf([5, other, 'b'], [6, other, 'b'], [7, other, 'b'])).toBe(ofNumbers);
  expect(textOf([5, other, 'b'], [5, key, 'b'])).toBe(ofKeys);
});
