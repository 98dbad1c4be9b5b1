import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSet, saveSet } from '../../src/plan/saved-set.ts';
import { DigestSet } from '../../src/plan/seal.ts';

const digests = Array.from({ length: 500 }, (_, index) => hash('sha256', `notification ${index}`, 'hex'));

function setOf(list: readonly string[]): DigestSet {
  const set = new DigestSet();
  for (const digest of list) set.add(digest);
  return set;
}

describe('a saved set', () => {
  it('contains what was planned and nothing else', () => {
    const isPlanned = readSet(saveSet(setOf(digests), 'c0ffee'));
    expect(digests.every(isPlanned)).toBe(true);
    expect(isPlanned(hash('sha256', 'a newcomer', 'hex'))).toBe(false);
  });

  it('of nobody contains nobody', () => {
    expect(readSet(saveSet(setOf([]), 'c0ffee'))(digests[0] ?? '')).toBe(false);
  });

  it('takes 8 bytes for each notification, and looks different under another salt', () => {
    const one = saveSet(setOf(digests), 'c0ffee');
    expect(Buffer.from(one.set, 'base64')).toHaveLength(500 * 8);
    expect(saveSet(setOf(digests), 'decaf').set).not.toBe(one.set);
  });
});
