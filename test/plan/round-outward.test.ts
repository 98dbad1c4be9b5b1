// Rounds bounds outward to one significant digit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundDown, roundUp } from '../../src/plan/round-outward.ts';
import '../support/property-seed.ts';

it.each([
  [1.3, 1, 2],
  [1299, 1000, 2000],
  [899, 800, 900],
  [950, 900, 1000],
  [0.07, 0.07, 0.07],
  [0.0701, 0.07, 0.08],
  [1000, 1000, 1000],
  [0, 0, 0],
  [-1.3, -2, -1],
  [-950, -1000, -900],
  [0.1 + 0.2, 0.3, 0.4],
  [1e21, 1e21, 1e21],
  [Number.MAX_VALUE, 1e308, Number.MAX_VALUE],
])('%d lies between %d and %d', (value, least, greatest) => {
  expect(roundDown(value)).toBe(least);
  expect(roundUp(value)).toBe(greatest);
});

it('a bound never excludes the value, and has one digit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
      const [least, greatest] = [roundDown(value + 0), roundUp(value + 0)];
      expect(least).toBeLessThanOrEqual(value);
      expect(greatest).toBeGreaterThanOrEqual(value);
      for (const bound of [least, greatest]) expect(bound.toExponential()).toMatch(/^-?\de/v);
    }),
  );
});
