import { memoryUsage } from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeySet } from '../../src/plan/key-set.ts';

describe('KeySet', () => {
  it('knows the keys that were added, whatever they are, and no others', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (added, asked) => {
        const keys = new KeySet();
        for (const key of added) keys.add(key);
        const expected = new Set(added);
        for (const key of [...added, ...asked]) expect(keys.has(key)).toBe(expected.has(key));
      }),
    );
  });

  it('numbers keys in the order in which they were added, by their texts and by hashes that differ in any one of three words', () => {
    const word = fc.constantFrom(0, 1, 255, 2 ** 32 - 1);
    const hash = fc.tuple(word, word, word, fc.constant(7));
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 300 }), (added) => {
        const keys = new KeySet();
        const hashes = Uint32Array.from(added.flat());
        const numbers = added.map((_, place) => keys.addFrom(hashes, place));
        const distinct = [...new Set(added.map(String))];
        expect(numbers).toEqual(added.map((one) => distinct.indexOf(String(one))));
        expect(keys.size).toBe(distinct.length);
      }),
    );
  });

  it('keeps keys apart while it grows', () => {
    const keys = new KeySet();
    for (let index = 0; index < 20_000; index += 1) keys.add(`customer-${index}`);
    const missing = Array.from({ length: 20_000 }, (_, index) => index).filter(
      (index) => !keys.has(`customer-${index}`),
    );
    expect(missing).toEqual([]);
    expect(keys.has('customer-20000')).toBe(false);
  });

  it('gives its memory back at once, before any garbage is collected', () => {
    const keys = new KeySet();
    for (let index = 0; index < 100_000; index += 1) keys.add(`customer-${index}`);
    const before = memoryUsage().arrayBuffers;
    keys[Symbol.dispose]();
    // Hashes alone are 12 bytes each.
    expect(before - memoryUsage().arrayBuffers).toBeGreaterThan(1_200_000);
  });
});
