// A notification of the spool is matched with people by the hashes that it carries.
import { expect, test } from 'vitest';
import { isOneOf } from '../../../src/ledger/chunks/chunk-people.ts';

test('a notification of an older version matches nobody, since it carries no hashes', () => {
  const hashes = new Set(['ab'.repeat(16)]);
  expect(isOneOf({}, hashes)).toBe(false);
  expect(isOneOf({ person: `01${'ab'.repeat(16)}` }, hashes)).toBe(true);
});
