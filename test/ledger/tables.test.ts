// The tables of a ledger, as read from the SQL that creates them.
import { expect, test } from 'vitest';
import { readTables } from '../../src/ledger/tables.ts';

test('returns the columns in order, whether they may be null, and the key', () => {
  const tableOf = readTables(
    'CREATE TABLE a (\n  x bigint PRIMARY KEY,\n  y text -- a word\n);\nCREATE TABLE b (\n  z text NOT NULL,\n  PRIMARY KEY (z, y)\n);',
  );
  expect(tableOf('a')).toEqual({
    columns: [
      { name: 'x', type: 'bigint', mayBeNull: false },
      { name: 'y', type: 'text', mayBeNull: true },
    ],
    key: 'x',
  });
  expect(tableOf('b').key).toBe('z, y');
  expect(() => tableOf('c')).toThrow('a ledger has no table c');
});
