// "Did you mean": near enough to be a slip of the pen, and no nearer.
import { expect, test } from 'vitest';
import { findNearest } from '../../src/campaign/find-nearest.ts';

test.each([
  ['nmae', 'name'],
  ['sond', 'sound'],
  ['ttll', 'ttl'],
  ['tittle', 'title'],
  ['NAME', 'name'],
  ['ttk', 'ttl'],
  ['xyz', undefined],
  ['mane', 'name'],
  ['quite-another', undefined],
])('%s: %s', (written, nearest) => {
  expect(findNearest(written, ['name', 'sound', 'ttl', 'title'])).toBe(nearest);
});
