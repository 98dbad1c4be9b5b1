import { createHash, hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigestSet, isSeal } from '../../src/plan/seal.ts';

function setOf(digests: readonly string[]): DigestSet {
  const set = new DigestSet();
  for (const digest of digests) set.add(digest);
  return set;
}

describe('DigestSet', () => {
  it('makes the seal from the sorted digests, as specified', () => {
    const digests = ['one', 'two', 'three'].map((text) => hash('sha256', text, 'hex'));
    const bytes = Buffer.from(digests.toSorted().join(''), 'hex');
    expect(setOf(digests).seal()).toBe(`pp1:${createHash('sha256').update(bytes).digest('hex')}`);
  });

  it('gives the same seal for any order, and another seal for another set', () => {
    const digests = fc.uniqueArray(
      fc.string().map((text) => hash('sha256', text, 'hex')),
      { maxLength: 50 },
    );
    fc.assert(
      fc.property(digests, fc.string(), (list, extra) => {
        const seal = setOf(list).seal();
        expect(isSeal(seal)).toBe(true);
        expect(setOf(list.toReversed()).seal()).toBe(seal);
        expect(setOf([...list, hash('sha256', `extra ${extra}`, 'hex')]).seal()).not.toBe(seal);
      }),
    );
  });

  it('adds many at once as one by one, also if they fill a piece of its memory', () => {
    const digests = Array.from({ length: 70_000 }, (_, index) => hash('sha256', String(index), 'hex'));
    const bytes = Buffer.from(digests.join(''), 'hex');
    const set = new DigestSet();
    for (const [from, end] of [
      [0, 0],
      [0, 32_768],
      [32_768, 40_000],
      [40_000, 70_000],
    ] as const) {
      set.addAll(bytes.subarray(32 * from, 32 * end));
    }
    set.add('f'.repeat(64));
    expect(set.size).toBe(70_001);
    expect(set.seal()).toBe(setOf([...digests, 'f'.repeat(64)]).seal());
  });

  it('sorts digests with the same beginning by the rest', () => {
    const digests = ['ff', '01', '80'].map((end) => `${'a'.repeat(62)}${end}`);
    expect([...setOf(digests).sorted()].map((digest) => digest.toString('hex'))).toEqual(digests.toSorted());
  });

  it('holds more than it was made for', () => {
    const digests = Array.from({ length: 3000 }, (_, index) => hash('sha256', String(index), 'hex'));
    expect([...setOf(digests).sorted()].map((digest) => digest.toString('hex'))).toEqual(digests.toSorted());
  });
});
