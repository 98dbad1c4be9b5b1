// A history that knows of each key what a test says.
import { noHistory, type History, type KeyLookup, type Known } from '../../src/plan/history.ts';

export function historyOf(know: (key: string) => Known | undefined): History {
  const lookup: KeyLookup = async (keys) => keys.map((key) => know(key) ?? { kind: 'unknown', generation: 0 });
  return { ...noHistory, lookup: (_campaign, keys) => lookup(keys), lookupInWalk: () => lookup };
}

/** Somebody who was sent that text, and nothing else. */
export function sentOnce(kind: 'accepted' | 'refused', digest = '0'.repeat(32), generation = 0): Known {
  return { kind, generation, digests: [digest], got: kind === 'accepted' };
}
