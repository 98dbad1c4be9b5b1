// Reproducible randomness: the same seed and facts give the same number on every machine.
import { hash } from 'node:crypto';

/** Returns a number in [0, 1) that depends only on the seed and the facts. */
export function chanceOf(seed: number, ...facts: readonly (string | number)[]): number {
  return hash('sha256', JSON.stringify([seed, ...facts]), 'buffer').readUIntBE(0, 6) / 2 ** 48;
}

/** Returns sixteen hex digits that depend only on the seed and the facts. */
export function tokenOf(seed: number, ...facts: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(['token', seed, ...facts]), 'hex').slice(0, 16);
}

export function shuffle<T>(list: readonly T[], seed: number, fact: number): T[] {
  return list
    .map((item, index) => ({ item, at: chanceOf(seed, 'shuffle', fact, index) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
