// The check of sent rows: each points to an outcome, which is found again among many attempts.
import { expect, test } from 'vitest';
import { AttemptPlaces } from '../../../src/ledger/claims/attempt-places.ts';

test('checks 100,000 outcomes, each with one sent row that points to it', () => {
  const places = new AttemptPlaces();
  for (let attempt = 1; attempt <= 10_000; attempt += 2) {
    expect(places.add(attempt, attempt % 3, new Uint8Array(20).fill(1))).toBe(true);
  }
  expect(places.add(9_999, 1, Uint8Array.of(1))).toBe(false);
  expect(places.add(10_003, 1, new Uint8Array(0))).toBe(true);
  expect(places.last()).toBe(10_003);
  expect(places.countUnpointed(() => true)).toBe(100_000);
  for (let attempt = 1; attempt <= 10_000; attempt += 2) {
    for (let position = 0; position < 20; position += 1) {
      expect(places.point(attempt, position, attempt % 3)).toBeUndefined();
    }
  }
  expect(places.countUnpointed(() => true)).toBe(0);
  expect(places.point(1, 0, 1)).toBe('twice');
  expect(places.point(1, 1, 2)).toBe('other_campaign');
  expect([places.point(2, 0, 2), places.point(1, 20, 1), places.point(10_001, 0, 1)]).toEqual(Array(3).fill('nowhere'));
  expect([places.has(1), places.has(2)]).toEqual([true, false]);
});
