import { expect, test } from 'vitest';
import { formatDuration } from '../src/view/duration.ts';
import { countOf, formatCount, formatEnd, formatMinute, formatPercent, listFirst } from '../src/numbers.ts';

test('numbers have separators, and nouns their plural', () => {
  expect(formatCount(41_230)).toBe('41,230');
  expect(countOf(1, 'request')).toBe('1 request');
  expect(countOf(2063, 'retry', 'retries')).toBe('2,063 retries');
});

test('names the first words of a list and counts the others', () => {
  expect([listFirst([], 2), listFirst(['a'], 2), listFirst(['a', 'b'], 2)]).toEqual(['', 'a', 'a, b']);
  const rows = Array.from({ length: 1_202 }, (_, index) => index);
  expect(listFirst(rows, 2, (row) => `row ${row}`, '; ')).toBe('row 0; row 1 and 1,200 more');
});

test('shows 100% only if everything is there, and 0% only if nothing is', () => {
  expect([formatPercent(0, 300), formatPercent(1, 300), formatPercent(299, 300), formatPercent(300, 300)]).toEqual([
    '0%',
    '1%',
    '99%',
    '100%',
  ]);
  expect(formatPercent(0, 0)).toBe('100%');
});

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [124, '2 min 4 s'],
  [3599.6, '1 h'],
  [4980, '1 h 23 min'],
  [86_370, '1 d'],
  [97_200, '1 d 3 h'],
])('%s seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('shows a moment to the minute, in UTC', () => {
  expect(formatMinute(Date.UTC(2026, 10, 29, 10, 20, 59, 999))).toBe('2026-11-29 10:20 UTC');
  expect(formatMinute('2026-11-29T10:20:59.999Z')).toBe('2026-11-29 10:20 UTC');
});

test('shows when something has ended to the second, rounded up', () => {
  expect(formatEnd(Date.UTC(2026, 10, 29, 10, 20, 0, 1))).toBe('2026-11-29 10:20:01 UTC');
  expect(formatEnd('2026-11-29T10:20:00.000Z')).toBe('2026-11-29 10:20:00 UTC');
});
