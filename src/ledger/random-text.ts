// Makes unique names: letters and digits from random bytes.

/** Returns `size` random bytes, fit for secrets. */
export type RandomBytes = (size: number) => Uint8Array;

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

export function randomText(random: RandomBytes, length: number): string {
  return Array.from(random(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
