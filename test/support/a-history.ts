// A history that knows of each key what a test says.
import { keyHashingOf, hexOf, type HashKeys, type KeyHashing } from '../../src/plan/key-hashes.ts';
import { noHistory, type History, type KeyLookup, type Known } from '../../src/plan/history.ts';

const nobody: Known = { kind: 'unknown', generation: 0 };

/** In a walk it knows the keys that it was asked to hash before: of a walk in threads, those of one in a single thread. */
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

/** Looks keys up as a walk does. */
export function lookUpInWalk(
  history: Pick<History, 'keyHashing' | 'lookupInWalk'>,
  campaign: string,
  wanted?: 'standing',
): (keys: readonly string[]) => Promise<readonly Known[]> {
  const lookup = history.lookupInWalk(campaign);
  const { hash } = history.keyHashing(campaign);
  return (keys) => lookup(hash(keys.map((key) => ({ key }))).present, wanted);
}

/** Somebody who was sent that text, and nothing else. */
export function sentOnce(kind: 'accepted' | 'refused', digest = '0'.repeat(32), generation = 0): Known {
  return { kind, generation, digests: [digest], got: kind === 'accepted' };
}
