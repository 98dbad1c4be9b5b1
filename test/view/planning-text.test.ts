import { expect, test } from 'vitest';
import { formatPlanning } from '../../src/view/planning-text.ts';

const state = { campaign: 'sale', bytes: 160_000_000, allBytes: 640_000_000, rows: 250_000, took: 5_000 };

test('shows the share of the file, the speed and the time that is left', () => {
  expect(formatPlanning(state, 80)).toBe('Planning sale: 25% of 640 MB, 250,000 rows, 50,000 rows/s, about 15 s left');
  expect(formatPlanning({ ...state, bytes: 640_000_000 }, 80)).toBe(
    'Planning sale: 100% of 640 MB, 250,000 rows, 50,000 rows/s',
  );
});

test.each([
  [66, 'Planning sale: 25% of 640 MB, 50,000 rows/s, about 15 s left'],
  [50, 'Planning sale: 25% of 640 MB, about 15 s left'],
  [30, 'Planning sale: 25% of 640 MB'],
  [12, 'Planning sa…'],
])('in %i columns, shows what fits', (columns, text) => {
  expect(formatPlanning(state, columns)).toBe(text);
});

test('the size of a file in a commit is not known', () => {
  expect(formatPlanning({ ...state, allBytes: undefined }, 80)).toBe('Planning sale: 250,000 rows, 50,000 rows/s');
});

test('before anything was read, there is no speed to calculate with', () => {
  const none = { ...state, bytes: 0, rows: 0, took: 0, allBytes: 1_500 };
  expect(formatPlanning(none, 80)).toBe('Planning sale: 0% of 2 kB');
});
