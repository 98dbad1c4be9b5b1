import { expect, test } from 'vitest';
import { gravestOf, saySystemError, type ExitCode } from '../src/errors.ts';

test('the gravest exit code is the first in the documented order, and an unexpected one comes last', () => {
  const order: readonly ExitCode[] = [10, 9, 5, 4, 3, 8, 7, 6, 1, 0];
  for (const [index, code] of order.entries()) expect(gravestOf(order.slice(index).toReversed())).toBe(code);
  expect(gravestOf(new Set())).toBe(0);
});

test('describes a system error in words with its code, an unfamiliar code alone, and no code as an unknown error', () => {
  expect(saySystemError(Object.assign(new Error('secret'), { code: 'ENOSPC' }))).toBe('the disk is full (ENOSPC)');
  expect(saySystemError(Object.assign(new Error('secret'), { code: 'EIO' }))).toBe('EIO');
  expect([saySystemError(new Error('secret')), saySystemError('secret')]).toEqual(['unknown error', 'unknown error']);
});
