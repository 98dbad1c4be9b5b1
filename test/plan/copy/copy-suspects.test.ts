import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findControlInLine } from '../../../src/plan/copy/copy-controls.ts';
import { findWrongEncoding } from '../../../src/plan/copy/copy-encoding.ts';
import { findHalfCharacter } from '../../../src/plan/copy/copy-half-characters.ts';
import { findMarkup } from '../../../src/plan/copy/copy-markup.ts';
import { findPlaceholder } from '../../../src/plan/copy/copy-placeholders.ts';
import { findSuspects } from '../../../src/plan/copy/copy-suspects.ts';
import { findTestWord } from '../../../src/plan/copy/copy-test-words.ts';
import { tries } from '../../support/property-tries.ts';

function isSuspect(role: 'title' | 'card_link', text: string): boolean {
  return findSuspects({ texts: [{ role, field: 'notification.title', text }] }).length > 0;
}

it('no check finds anything in a text that is not suspect', () => {
  const hostile =
    '< > { } {{ }} & &amp; % %% %x% [ ] # @ @@ \\ = =C3=A9 _ -a_b- Ã© Å â€™ ðŸ Ð \r \n \t \x00 \x85 \x9F \u200D \u202E \uFE0F \uFFFD \uD83D \uDE00 👩‍👧 🇩🇪 1️⃣ 🎉 ❤️ ❤ 🏽 👩🏽 \u{E0067}';
  const usual =
    'test Test TEST lorem asdf TODO todo: deneme Probe essai prueba próba PRÓBA undefined null NaN nan Null ipsum pro [object Object] a Z 0 é ş ä . , - : ? / + ! $';
  const pieces = fc.constantFrom(' ', ...hostile.split(' '), ...usual.split(' '));
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (one) => {
      if (!isSuspect('title', one)) {
        const found = [
          findMarkup,
          findTestWord,
          findHalfCharacter,
          findPlaceholder,
          findWrongEncoding,
          findControlInLine,
        ];
        expect(found.map((find) => find(one))).toEqual(found.map(() => undefined));
      }
      if (!isSuspect('card_link', one)) {
        expect([findMarkup(one), findPlaceholder(one), findWrongEncoding(one, true), findControlInLine(one)]).toEqual([
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
      }
    }),
    { numRuns: tries(20_000) },
  );
});

it('an address with a query is not suspect, nor is a usual text', () => {
  expect(isSuspect('card_link', 'https://shop.example.com/p/1?from=push')).toBe(false);
  expect(isSuspect('title', 'Ayşe, your wishlist got 20.5 € cheaper!')).toBe(false);
  expect(isSuspect('title', 'A test')).toBe(true);
});

it.each(['🎉 Ayşe, it is here', 'With love ❤️', 'Open ➡️ now ✨ 👉', 'الآن 🔥'])(
  'a whole emoji is not suspect: %s',
  (text) => {
    expect(isSuspect('title', text)).toBe(false);
  },
);

it.each(['👩\u200D', '🏽', '🇩', '1\uFE0F', 'a \uFE0F', '\uD83C'])(
  'what may be half of an emoji is suspect: %j',
  (text) => {
    expect(isSuspect('title', text)).toBe(true);
  },
);
