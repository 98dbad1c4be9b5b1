import { expect, test } from 'vitest';
import { readListTerms, writeListTerms } from '../../../src/ledger/lists/list-terms-text.ts';

test.each([
  { reason: 'suppressed', exceptTags: [] },
  { reason: 'suppressed', tags: ['promo'], exceptTags: ['service'] },
  { reason: 'excluded', exceptTags: [] },
] as const)('terms are read back as they were written: %j', (terms) => {
  expect(readListTerms(writeListTerms(terms))).toEqual(terms);
});

test.each([
  'no JSON',
  '7',
  '{"reason":"other","exceptTags":[]}',
  '{"reason":"suppressed"}',
  '{"reason":"suppressed","exceptTags":[7]}',
  '{"reason":"suppressed","tags":"promo","exceptTags":[]}',
])('%s is not accepted as terms of a list', (text) => {
  expect(() => readListTerms(text)).toThrow('the terms of a list cannot be read');
});
