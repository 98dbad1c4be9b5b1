// The message about a base that has errors.
import { expect, test } from 'vitest';
import { errorAt } from '../../../src/diagnostic.ts';
import { describeBaseFault } from '../../../src/planning/base/open-base.ts';

test.each([
  [1, 'in main, a.yaml:2:1: not a map'],
  [2, 'in main, a.yaml:2:1: not a map (and 1 more)'],
  [1_201, 'in main, a.yaml:2:1: not a map (and 1,200 more)'],
])('of %d findings, reports the first and the number of others', (count, told) => {
  const fault = errorAt({ file: 'a.yaml', line: 2, column: 1 }, 'PP101', 'not a map');
  expect(
    describeBaseFault(
      'main',
      Array.from({ length: count }, () => fault),
    ),
  ).toBe(told);
});
