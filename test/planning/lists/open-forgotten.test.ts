// The list of forgotten people, made from keyed hashes of the ledger, and compared in the form in which ledgers tell people apart.
import { expect, test } from 'vitest';
import { openForgotten } from '../../../src/planning/lists/open-forgotten.ts';

test('there is no list if nobody was forgotten', () => {
  expect(openForgotten({ prefix: 'key', hashes: [], at: 0 })).toEqual([]);
});

test('a hash of zeros is a person', () => {
  const [list] = openForgotten({
    prefix: 'key',
    hashes: ['0'.repeat(32), `${'ab'.repeat(8)}${'0'.repeat(16)}`],
    at: 7,
  });
  expect(list?.people.size).toBe(2);
  expect(list).toMatchObject({ name: 'forgotten', reason: 'suppressed', modifiedAt: { kind: 'known', at: 7 } });
});
