import { expect, test } from 'vitest';
import { Ramp, widthAt } from '../../src/delivery/ramp.ts';

/** The width before each of so many requests that go well. */
function widths(ramp: Ramp, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const { width } = ramp;
    ramp.wentWell();
    return width;
  });
}

test('one notification first, then 1, 2, 4, 8 requests side by side and no more', () => {
  const ramp = new Ramp(8);
  expect(ramp.isCanary).toBe(true);
  expect(ramp.width).toBe(1);
  ramp.wentWell();
  expect(ramp.isCanary).toBe(false);
  expect(widths(ramp, 17)).toEqual([1, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8]);
});

test('never more than allowed', () => {
  const ramp = new Ramp(3);
  expect(widths(ramp, 8)).toEqual([1, 1, 2, 2, 3, 3, 3, 3]);
});

test('trouble halves the width and starts the count again, but never below one', () => {
  const ramp = new Ramp(8);
  widths(ramp, 8);
  ramp.metTrouble();
  expect(widths(ramp, 5)).toEqual([4, 4, 4, 4, 8]);
  for (let count = 0; count < 5; count++) ramp.metTrouble();
  expect(ramp.width).toBe(1);
  expect(ramp.isCanary).toBe(false);
});

test('a canary that ends in trouble stays one', () => {
  const ramp = new Ramp(8);
  ramp.metTrouble();
  expect(ramp.isCanary).toBe(true);
});

test('it can begin again', () => {
  const ramp = new Ramp(8);
  widths(ramp, 10);
  ramp.restart();
  expect(widths(ramp, 4)).toEqual([1, 2, 2, 4]);
});

test.each([
  [1, 8],
  [480, 8],
  [481, 9],
  [1_000, 17],
  [7_680, 128],
  [60_000, 128],
  [6_000_000, 128],
])('at a limit of %i a minute %i requests side by side', (requestsPerMinute, width) => {
  expect(widthAt(requestsPerMinute)).toBe(width);
});
