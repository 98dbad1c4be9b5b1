import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortenPair, shortenText } from '../../src/view/shorten-text.ts';

test('text that fits is unchanged', () => {
  expect(shortenText('Hello', 5)).toBe('Hello');
  expect(shortenPair('Hello', 'World', 5)).toEqual(['Hello', 'World']);
});

test('what was cut is counted', () => {
  expect(shortenText('Hello', 4)).toBe('Hell… (1 more character)');
  expect(shortenText('x'.repeat(10_000), 3)).toBe('xxx… (9,997 more characters)');
});

test('what people see as one character is not cut', () => {
  expect(shortenText('ab👩‍👩‍👧cd', 5)).toBe('ab… (10 more characters)');
  expect(shortenText('👩‍👩‍👧👩‍👩‍👧', 8)).toBe('👩‍👩‍👧… (8 more characters)');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 20 }), (text, most) => {
      const shown = shortenText(text, most);
      expect(shown.isWellFormed()).toBe(true);
      if (text.length > most) expect(shown.indexOf('…')).toBeLessThanOrEqual(most);
    }),
  );
});

test('two texts are shown from the place where they begin to differ', () => {
  const same = 'a'.repeat(1000);
  const [before, after] = shortenPair(`${same}old`, `${same}new and more`, 40);
  expect(before).toBe('(990 characters before)…aaaaaaaaaaold');
  expect(after).toBe('(990 characters before)…aaaaaaaaaanew and more');
});
