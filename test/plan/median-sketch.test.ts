// The median in a fixed amount of memory: near enough, and the same for any order of the values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureKind } from '../../src/message/figure.ts';
import { MedianSketch } from '../../src/plan/median-sketch.ts';
import '../support/property-seed.ts';

function sketchOf(values: readonly number[], kind: FigureKind = 'number'): MedianSketch {
  const sketch = new MedianSketch(kind);
  for (const value of values) sketch.add(value);
  return sketch;
}

function medianOf(values: readonly number[], kind?: FigureKind): number | undefined {
  return sketchOf(values, kind).median();
}

/** The median. Of two values in the middle, the smaller one. */
function trueMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
}

const size = fc.double({ min: 2 ** -20, max: 2 ** 44, maxExcluded: true, noNaN: true });
const inRange = fc.oneof(
  size,
  size.map((value) => -value),
  fc.constant(0),
  fc.integer({ min: -2000, max: 2000 }),
);
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const listOf = (value: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
  fc.array(value, { minLength: 1, maxLength: 60 });

describe('a sketch of numbers', () => {
  it('gives one of the values, at most 1/128 of the true median below it', () => {
    fc.assert(
      fc.property(listOf(inRange), (values) => {
        const [median = Number.NaN, exact] = [medianOf(values), trueMedian(values)];
        expect(values).toContain(median);
        expect(median).toBeLessThanOrEqual(exact);
        expect(exact - median).toBeLessThanOrEqual(Math.abs(exact) / 128);
      }),
    );
  });

  it('gives one of the values, whatever their size', () => {
    fc.assert(
      fc.property(listOf(anyNumber), (values) => {
        expect(values).toContain(medianOf(values));
      }),
    );
  });

  it('is the same for any order, and for any parts that are merged in any order', () => {
    const cut = fc.tuple(listOf(anyNumber), fc.array(fc.nat(60), { maxLength: 5 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(cut, ([values, cuts, keys]) => {
        const shuffled = values
          .map((value) => ({ value, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key);
        const places = [0, ...cuts.toSorted((a, b) => a - b), values.length];
        const parts = places.slice(1).map((to, index) => shuffled.slice(places[index], to).map(({ value }) => value));
        const merged = sketchOf([]);
        for (const part of parts.toReversed()) merged.merge(sketchOf(part).state());
        expect(merged.median()).toBe(medianOf(values));
      }),
    );
  });

  it.each([
    [[], undefined],
    [[1299, 1299, 1.3, 1299], 1299],
    [[49.9, 19.9, 899], 49.9],
    [[1, 2, 3, 4], 2],
    [[-5, 0, 5], 0],
    [[-3, -1, -2], -2],
    [[5e-324, 1.7e308, 1.6e308], 1.6e308],
  ])('of %j: %d', (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});

it('the median of days from 1900 to 2099 is exact, and that of other days is one of them', () => {
  const [first, last] = [Date.UTC(1900, 0, 1) / 86_400_000, Date.UTC(2099, 11, 31) / 86_400_000];
  fc.assert(
    fc.property(listOf(fc.integer({ min: first, max: last })), (days) => {
      expect(medianOf(days, 'date')).toBe(trueMedian(days));
    }),
  );
  fc.assert(
    fc.property(listOf(fc.integer({ min: -700_000, max: 2_900_000 })), (days) => {
      expect(days).toContain(medianOf(days, 'date'));
    }),
  );
});
