import { expect, test } from 'vitest';
import { formatFetching } from '../../src/view/fetching-text.ts';

const state = { campaign: 'sale', bytes: 160_000_000, allBytes: 640_000_000, rows: 250_000, took: 5_000 };

test.each([
  [90, 'Fetching sale: 25% of 640 MB, 250,000 rows, 32 MB/s, about 15 s left'],
  [60, 'Fetching sale: 25% of 640 MB, 250,000 rows, about 15 s left'],
  [50, 'Fetching sale: 25% of 640 MB, about 15 s left'],
  [30, 'Fetching sale: 25% of 640 MB'],
  [12, 'Fetching sa…'],
])('in %i columns, shows what fits', (columns, text) => {
  expect(formatFetching(state, columns)).toBe(text);
});

test('shows what has arrived if the total is unknown', () => {
  expect(formatFetching({ ...state, allBytes: undefined }, 80)).toBe('Fetching sale: 160 MB, 250,000 rows, 32 MB/s');
  expect(formatFetching({ ...state, bytes: 640_000_000, rows: 0, took: 0 }, 80)).toBe('Fetching sale: 100% of 640 MB');
});
