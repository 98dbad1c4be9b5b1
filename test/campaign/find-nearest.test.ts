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
  ['tlt', 'ttl'],
  // Two slips, with letters in the other order among them.
  ['osudn', 'sound'],
  ['nmaee', 'name'],
  ['', undefined],
])('%s: %s', (written, nearest) => {
  expect(findNearest(written, ['name', 'sound', 'ttl', 'title'])).toBe(nearest);
});

test('letters in the wrong order are one slip: a name with the same letters comes first', () => {
  expect(findNearest('hlep', ['lsp', 'help'])).toBe('help');
  expect(findNearest('Hlep', ['lsp', 'help'])).toBe('help');
  // The same letters that do not lie side by side are no such slip.
  expect(findNearest('pleh', ['lsp', 'help'])).toBeUndefined();
});

test('a name of one letter is no slip of another letter, but may be one of two', () => {
  expect(findNearest('C', ['A', 'B'])).toBeUndefined();
  expect(findNearest('a', ['A', 'B'])).toBe('A');
  expect(findNearest('AA', ['A', 'B'])).toBe('A');
});
