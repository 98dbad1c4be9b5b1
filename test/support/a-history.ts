// A history whose answers for each key come from a test.
import { keyHashingOf, hexOf, type HashKeys, type KeyHashing } from '../../src/plan/key-hashes.ts';
import { noHistory, type History, type KeyLookup, type Known } from '../../src/plan/history.ts';

const nobody: Known = { kind: 'unknown', generation: 0 };

/**
 * During a walk, it knows only keys that it has hashed before. Threads hash keys on their own, so a walk in threads must follow
 * one in a single thread.
 */
export function historyOf(know: (key: string) => Known | undefined): History {
  const texts = new Map<string, string>();
  const keyHashing = (campaign: string): KeyHashing => {
    const { terms, hash } = keyHashingOf({ campaign });
    const hashAndNote: HashKeys = (keys) => {
      const all = keys.flatMap(({ key, formerKey }) => (formerKey === undefined ? [key] : [key, formerKey]));
      const hashes = hexOf(hash(all.map((key) => ({ key }))).present);
      for (const [index, key] of all.entries()) texts.set(hashes[index] ?? '', key);
      return hash(keys);
    };
    return { terms, hash: hashAndNote };
  };
  const lookup: KeyLookup = async (hashes) =>
    hexOf(hashes).map((hash) => {
      const key = texts.get(hash);
      return (key === undefined ? undefined : know(key)) ?? nobody;
    });
  return {
    ...noHistory,
    keyHashing,
    lookup: async (_campaign, keys) => keys.map((key) => know(key) ?? nobody),
    lookupInWalk: () => lookup,
  };
}

/** Looks keys up in the way that a walk does. */
export function lookUpInWalk(
  history: Pick<History, 'keyHashing' | 'lookupInWalk'>,
  campaign: string,
  wanted?: 'standing',
): (keys: readonly string[]) => Promise<readonly Known[]> {
  const lookup = history.lookupInWalk(campaign);
  const { hash } = history.keyHashing(campaign);
  return (keys) => lookup(hash(keys.map((key) => ({ key }))).present, wanted);
}

/** Somebody who was sent one text, and nothing else. */
export function sentOnce(kind: 'accepted' | 'refused', digest = '0'.repeat(32), generation = 0): Known {
  return { kind, generation, digests: [digest], got: kind === 'accepted' };
}
