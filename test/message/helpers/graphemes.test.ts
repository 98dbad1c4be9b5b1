import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countGraphemes, firstGraphemes } from '../../../src/message/helpers/graphemes.ts';
import { tries } from '../../support/property-tries.ts';

it.each([
  ['', 0],
  ['Wishlist', 8],
  ['Ayşe, İzmir’de €5', 17],
  ['e\u0301e\u0301', 2],
  ['👩🏽‍🍳👩🏽‍🍳 two', 6],
  ['🇹🇷🇵🇱a', 3],
  ['a\r\nb', 3],
  ['देवनागरी', 5],
  ['各位朋友', 4],
])('%j has %i characters as people count them', (text, count) => {
  expect(countGraphemes(text)).toBe(count);
});

it('a count is the same as from segmenting the whole text', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const pieces = fc.constantFrom(
    'a',
    'b',
    ' ',
    'é',
    'ş',
    'я',
    'ה',
    '字',
    '가',
    'ー',
    '…',
    '©',
    '\u00AD',
    '\u0301',
    '\u200D',
    '\uFE0F',
    '\u20E3',
    '\r',
    '\n',
    '👩',
    '🏽',
    '🍳',
    '🇹',
    '🇷',
    '🏴',
    '\u{E0067}',
    '\u{E007F}',
    '\uD83D',
    '\u0600',
    'ن',
    'क',
    '्',
    'ष',
    '\u1100',
    '\u1161',
    '\u11A8',
  );
  const mixed = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 20 });
  fc.assert(
    fc.property(mixed, (parts) => {
      const text = parts.join('');
      const all = Array.from(segmenter.segment(text), ({ segment }) => segment);
      expect(countGraphemes(text)).toBe(all.length);
      expect(firstGraphemes(text, 3)).toBe(all.slice(0, 3).join(''));
    }),
    { numRuns: tries(2000) },
  );
});
