// The bounds of columns in words.
import { expect, it } from 'vitest';
import type { ColumnBounds } from '../../../src/generated/plan.ts';
import { describeBounds } from '../../../src/view/plan/bounds-words.ts';
import { safeTerminal } from '../../../src/view/safe.ts';

type Bound = ColumnBounds['least'];

function describe(least: Bound, greatest: Bound, middle: Bound | null = null, column = 'price'): string {
  const kind = typeof least === 'string' ? 'date' : 'number';
  const bounds = { column, kind, recipients: 20, exact: middle !== null, least, middle, greatest } as const;
  return describeBounds(bounds, safeTerminal);
}

it.each([
  [1.3, 899, 49.9, 'price 1.30 to 899, median 49.90'],
  [0.125, 1299.5, 1299, 'price 0.125 to 1,299.50, median 1,299'],
  [-1.3, 0, 0, 'price -1.30 to 0, median 0'],
  [49.9, 49.9, 49.9, 'price always 49.90'],
  [1e-7, 1e300, 2, 'price 1e-7 to 1e+300, median 2'],
  [1, 2000, null, 'price 1 to 2,000, rounded outwards'],
  [0, 0, null, 'price always 0'],
  ['2026-03-01', '2026-12-31', '2026-03-05', 'price 2026-03-01 to 2026-12-31, median 2026-03-05'],
  ['2026-03-01', '2026-03-01', '2026-03-01', 'price always 2026-03-01'],
  ['2026', '2027', null, 'price 2026 to 2027'],
  ['2026', '2026', null, 'price in 2026'],
])('%s to %s, %s', (least, greatest, middle, words) => {
  expect(describe(least, greatest, middle)).toBe(words);
});

it('the name of a column is made harmless, and cut if it is long', () => {
  expect(describe(1, 2, null, 'a\u001B[2Jb')).toBe('a␛[2Jb 1 to 2, rounded outwards');
  expect(describe(1, 2, null, 'x'.repeat(500)).length).toBeLessThan(150);
});
