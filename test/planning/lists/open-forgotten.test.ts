// The list of the forgotten, of what a ledger says: keyed hashes, found by the form in which ledgers tell people apart.
import { expect, test } from 'vitest';
import { openForgotten } from '../../../src/planning/lists/open-forgotten.ts';

test('there is none where nobody was forgotten', () => {
  expect(openForgotten({ prefix: 'key', hashes: [], at: 0 })).toEqual([]);
});

test('a hash of zeros is somebody', () => {
  const [list] = openForgotten({
    prefix: 'key',
    hashes: ['0'.repeat(32), `${'ab'.repeat(8)}${'0'.repeat(16)}`],
    at: 7,
  });
  expect(list?.people.size).toBe(2);
  expect(list).toMatchObject({ name: 'forgotten', reason: 'suppressed', modifiedAt: { kind: 'known', at: 7 } });
});
