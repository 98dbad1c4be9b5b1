// Chance that repeats itself: the same seed and the same facts give the same number, on every machine.
import { hash } from 'node:crypto';

/** A number of [0, 1), decided by the seed and the facts alone. */
export function chanceOf(seed: number, ...facts: readonly (string | number)[]): number {
  return hash('sha256', JSON.stringify([seed, ...facts]), 'buffer').readUIntBE(0, 6) / 2 ** 48;
}

/** Sixteen hex digits, decided by the seed and the facts alone. */
export function tokenOf(seed: number, ...facts: readonly (string | number)[]): string {
  return hash('sha256', JSON.stringify(['token', seed, ...facts]), 'hex').slice(0, 16);
}

export function shuffle<T>(list: readonly T[], seed: number, fact: number): T[] {
  return list
    .map((item, index) => ({ item, at: chanceOf(seed, 'shuffle', fact, index) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
