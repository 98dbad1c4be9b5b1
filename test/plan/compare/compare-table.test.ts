// The table of the base's recipients answers like a map of strings, however it grows.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompareTable, digestPayload, hashValue } from '../../../src/plan/compare/compare-table.ts';
import { tries } from '../../support/property-tries.ts';

test('finds every recipient that was added, with digest and columns, and no other', () => {
  const table = new CompareTable(2);
  const count = 5000;
  for (let person = 0; person < count; person += 1) {
    table.add(`v1:p${person}`, {
      digest: digestPayload(`payload ${person % 7}`),
      columns: [person, hashValue(`x${person}`)],
    });
  }
  expect(table.size).toBe(count);
  for (let person = 0; person < count; person += 1) {
    const at = table.find(`v1:p${person}`);
    if (at === undefined) throw new Error(`${person} is not found`);
    expect(table.hasDigest(at, digestPayload(`payload ${person % 7}`))).toBe(true);
    expect(table.hasDigest(at, digestPayload(`payload ${(person % 7) + 1}`))).toBe(false);
    expect(table.hasColumn(at, 0, person)).toBe(true);
    expect(table.hasColumn(at, 1, hashValue(`x${person}`))).toBe(true);
    expect(table.hasColumn(at, 1, hashValue(`y${person}`))).toBe(false);
  }
  expect(table.find(`v1:p${count}`)).toBeUndefined();
});

test('works without columns, with one recipient, and with none', () => {
  const table = new CompareTable(0);
  expect(table.find('a')).toBeUndefined();
  table.add('a', { digest: digestPayload(undefined), columns: [] });
  expect([table.size, table.find('a'), table.find('b')]).toEqual([1, 0, undefined]);
  expect(table.hasDigest(0, digestPayload(undefined))).toBe(true);
  expect(table.hasDigest(0, digestPayload(''))).toBe(false);
});

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

test('two values have the same hash only if they are the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const isSame = textOf(one) === textOf(other);
      // Null and the text "null" print the same, but have different hashes.
      expect(hashValue(one) === hashValue(other)).toBe(isSame && (one === null) === (other === null));
    }),
    { numRuns: tries(500) },
  );
  expect(hashValue(undefined)).toBe(hashValue(null));
  expect(hashValue('')).not.toBe(hashValue(null));
});
