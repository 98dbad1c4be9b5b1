import { expect, test } from 'vitest';
import { Ramp, widthAt } from '../../src/delivery/ramp.ts';

/** Returns the width before each of `count` successful requests. */
function widths(ramp: Ramp, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const { width } = ramp;
    ramp.wentWell();
    return width;
  });
}

test('starts with one notification, then 1, 2, 4 and 8 parallel requests, and no more', () => {
  const ramp = new Ramp(8);
  expect(ramp.isCanary).toBe(true);
  expect(ramp.width).toBe(1);
  ramp.wentWell();
  expect(ramp.isCanary).toBe(false);
  expect(widths(ramp, 17)).toEqual([1, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8]);
});

test('never allows more parallel requests than given', () => {
  const ramp = new Ramp(3);
  expect(widths(ramp, 8)).toEqual([1, 1, 2, 2, 3, 3, 3, 3]);
});

test('trouble halves the width, down to one, and restarts the count', () => {
  const ramp = new Ramp(8);
  widths(ramp, 8);
  ramp.metTrouble();
  expect(widths(ramp, 5)).toEqual([4, 4, 4, 4, 8]);
  for (let count = 0; count < 5; count++) ramp.metTrouble();
  expect(ramp.width).toBe(1);
  expect(ramp.isCanary).toBe(false);
});

test('a canary that meets trouble stays a canary', () => {
  const ramp = new Ramp(8);
  ramp.metTrouble();
  expect(ramp.isCanary).toBe(true);
});

test('restarts on demand', () => {
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
])('a limit of %i a minute allows %i parallel requests', (requestsPerMinute, width) => {
  expect(widthAt(requestsPerMinute)).toBe(width);
});
