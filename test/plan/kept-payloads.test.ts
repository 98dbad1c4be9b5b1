import { expect, it } from 'vitest';
import { KeptPayloads } from '../../src/plan/kept-payloads.ts';

it('keeps each payload as it was, however long and many they are, in few pieces of memory', () => {
  const kept = new KeptPayloads();
  const lengths = [0, 1, 200_000, 100_000, 400_000, ...Array.from({ length: 500 }, (_, index) => 1_000 + index)];
  const shared = new Uint8Array(400_000);
  const copies = lengths.map((length, index) => kept.keep(shared.fill(index % 251).subarray(0, length)));
  expect(copies.map(({ length }) => length)).toEqual(lengths);
  expect(copies.every((copy, index) => copy.every((byte) => byte === index % 251))).toBe(true);
  expect(new Set(copies.map(({ buffer }) => buffer)).size).toBeLessThan(9);
});

it('starts with a piece of the given size, and takes larger ones afterwards', () => {
  const kept = new KeptPayloads(2_048);
  const copies = Array.from({ length: 1_000 }, () => kept.keep(new Uint8Array(1_000)));
  const sizes = [...new Set(copies.map(({ buffer }) => buffer))].map(({ byteLength }) => byteLength / 1024);
  expect(sizes.slice(0, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 256]);
});
