// "Did you mean": only names that are near enough to be a typing mistake.
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
  // Two mistakes, one of them letters in the wrong order.
  ['osudn', 'sound'],
  ['nmaee', 'name'],
  ['', undefined],
])('%s: %s', (written, nearest) => {
  expect(findNearest(written, ['name', 'sound', 'ttl', 'title'])).toBe(nearest);
});

test('letters in the wrong order are one mistake, so that a name with the same letters comes first', () => {
  expect(findNearest('hlep', ['lsp', 'help'])).toBe('help');
  expect(findNearest('Hlep', ['lsp', 'help'])).toBe('help');
  // The same letters that are not next to each other are not such a mistake.
  expect(findNearest('pleh', ['lsp', 'help'])).toBeUndefined();
});

test('a name of one letter is not suggested for another letter, but may be for two', () => {
  expect(findNearest('C', ['A', 'B'])).toBeUndefined();
  expect(findNearest('a', ['A', 'B'])).toBe('A');
  expect(findNearest('AA', ['A', 'B'])).toBe('A');
});
