import { expect, test } from 'vitest';
import { gravestOf, type ExitCode } from '../src/errors.ts';

test('of several exit codes the first of the documented order stands for all, and an unexpected one comes last', () => {
  const order: readonly ExitCode[] = [10, 9, 5, 4, 3, 8, 7, 6, 1, 0];
  for (const [index, code] of order.entries()) expect(gravestOf(order.slice(index).toReversed())).toBe(code);
  expect(gravestOf(new Set())).toBe(0);
});
