import { expect, test } from 'vitest';
import { takeoverTimes } from './worker-log.ts';

function log(...lines: readonly (readonly [seconds: number, event: string, chunk?: number])[]): string {
  return lines
    .map(([seconds, event, chunk]) => JSON.stringify({ at: new Date(seconds * 1_000).toISOString(), event, chunk }))
    .join('\n');
}

const dead = log(
  [1, 'worker began'],
  [2, 'chunk taken', 4],
  [3, 'chunk done', 4],
  [4, 'chunk taken', 5],
  [4, 'chunk taken', 6],
);
const cut = `${dead}\n{"at":"1970-01-0`;

test('a chunk of a dead worker waits until another worker takes it first', () => {
  const other = log([2, 'chunk taken', 5], [20, 'chunk taken', 6], [18, 'chunk taken', 5], [30, 'chunk taken', 5]);
  expect(takeoverTimes([{ at: 10_000, log: cut }], [cut, other])).toEqual([8_000, 10_000]);
});

test('chunks that were finished, or that nobody had to take, do not count', () => {
  const other = log([20, 'chunk taken', 4]);
  expect(takeoverTimes([{ at: 10_000, log: dead }], [dead, other])).toEqual([]);
  expect(takeoverTimes([], [dead, other])).toEqual([]);
});
