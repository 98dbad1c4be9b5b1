// The digest of content: what changes it, and what does not.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareContent, digestContent, digestPart } from '../../src/plan/content-digest.ts';
import '../support/property-seed.ts';

test('neither the order of keys nor the order of parts matters', () => {
  const [one, other] = [digestPart('a', { x: 1, y: [1, 2] }), digestPart('a', { y: [1, 2], x: 1 })];
  expect(one).toEqual(other);
  const more = digestPart('b', 'text');
  expect(digestContent([one, more])).toEqual(digestContent([more, other]));
});

test('any other value changes the digest', () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (one, other) => {
      const [a, b]: unknown[] = [JSON.parse(one), JSON.parse(other)];
      const isSame = digestPart('p', a).sha256 === digestPart('p', b).sha256;
      expect(isSame).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(([key, item]) => [key, sorted(item), 'entry']);
}

test('names the parts that differ: changed, removed and new ones', () => {
  const before = [digestPart('a', 1), digestPart('b', 1), digestPart('c', 1)];
  const after = [digestPart('a', 1), digestPart('b', 2), digestPart('d', 1)];
  expect(compareContent(before, after)).toEqual(['b', 'c', 'd']);
  expect(digestPart('p', undefined)).toEqual(digestPart('p', null));
});
