import { expect, test } from 'vitest';
import { hashQuickly } from '../../src/plan/quick-hash.ts';

function hashOf(text: string): string {
  const hashes = new Uint32Array(4);
  hashQuickly(text, hashes, 2);
  expect([hashes[0], hashes[1]]).toEqual([0, 0]);
  return `${hashes[2]} ${hashes[3]}`;
}

test('texts that differ in one unit, in their order or in their length have different hashes', () => {
  const numbered = Array.from({ length: 20_000 }, (_, index) => `person${index}@example.com`);
  const close = [
    '',
    'a',
    'b',
    'ab',
    'ba',
    'aab',
    'aba',
    'baa',
    'a\0',
    'a\0\0',
    '\0a',
    '\u0161',
    'a\u0100',
    '\uD83D\uDE00',
    '\uDE00\uD83D',
  ];
  const hashes = new Set([...numbered, ...close].map(hashOf));
  expect(hashes.size).toBe(numbered.length + close.length);
});

test('the same text has the same hash, however it was built', () => {
  expect(hashOf(['per', 'son1'].join(''))).toBe(hashOf('xperson1y'.slice(1, 8)));
});
