// Whose a notification of the spool is.
import { expect, test } from 'vitest';
import { isOneOf } from '../../../src/ledger/chunks/chunk-people.ts';

test('one of an older version is nobody’s, since it carries no hashes', () => {
  const hashes = new Set(['ab'.repeat(16)]);
  expect(isOneOf({}, hashes)).toBe(false);
  expect(isOneOf({ person: `01${'ab'.repeat(16)}` }, hashes)).toBe(true);
});
