import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capitalize, titlecase } from '../../../src/message/helpers/title-case.ts';
import { printMessage } from '../../support/a-campaign.ts';
import { tries } from '../../support/property-tries.ts';

describe('capitalize', () => {
  it.each([
    ['ana maría', 'en', 'Ana maría'],
    ['გიორგი', 'ka', 'გიორგი'],
    ['ß', 'de', 'Ss'],
    ['ßa', '', 'Ssa'],
    ['ǆamija', 'hr', 'ǅamija'],
    ['ǆamija', '', 'ǅamija'],
    ['Ǉubo', 'hr', 'ǈubo'],
    ['ijsbrand', 'nl', 'IJsbrand'],
    ['ijsbrand', 'nl-BE', 'IJsbrand'],
    ['ijsbrand', 'en', 'Ijsbrand'],
    ['ilker', 'tr', 'İlker'],
    ['ışık', 'tr', 'Işık'],
    ['ilker', 'az', 'İlker'],
    ['ilker', '', 'Ilker'],
    // Accents are kept in title case.
    ['άννα', 'el', 'Άννα'],
    ['ᾳδης', 'el', 'ᾼδης'],
    ['e\u0301a', 'fr', 'E\u0301a'],
    ['ﬁn', 'en', 'Fin'],
    ['եւա', 'hy', 'Եւա'],
    ['և', 'hy', 'Եւ'],
    ['¿qué tal?', 'es', '¿Qué tal?'],
    ['3 items', 'en', '3 items'],
    ['👩🏽‍🍳 ana', 'en', '👩🏽‍🍳 ana'],
    ['ANA', 'en', 'ANA'],
  ])('turns %s in %j into %s', (name, language, printed) => {
    expect(printMessage('{{capitalize name language}}.', { name, language })).toBe(`${printed}.`);
  });
});

describe('titlecase', () => {
  it.each([
    ['ANA MARÍA DE-LA CRUZ', 'en', 'Ana María De-La Cruz'],
    ['გიორგი ᲒᲘᲝᲠᲒᲘ', 'ka', 'გიორგი გიორგი'],
    ['IŞIL İLKER ısı', 'tr', 'Işıl İlker Isı'],
    ['ΝΙΚΟΣ άννα', 'el', 'Νικος Άννα'],
    ['IJSBRAND VAN IJSSEL', 'nl', 'IJsbrand Van IJssel'],
    ['ǆ Ǆ', 'hr', 'ǅ ǅ'],
    ["o'neill  (don't)", 'en', "O'neill  (Don't)"],
    ['ßen GROß', 'de', 'Ssen Groß'],
    ['', 'en', ''],
  ])('turns %j in %s into %j', (name, language, printed) => {
    expect(printMessage('{{titlecase name language}}.', { name, language })).toBe(`${printed}.`);
  });

  it('gives the same as a capital at the beginning of each word', () => {
    const letters = fc.constantFrom(..."aAbiIzÀàéßŁłĳĲİıŉſŸÿǆάσΣя19-'’. ".split(''), ' ', 'ij', 'ss');
    const text = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''));
    const words = new Intl.Segmenter('en', { granularity: 'word' });
    fc.assert(
      fc.property(text, fc.constantFrom('en', 'de-AT', 'nl', 'tr', 'az', 'lt', 'el', 'fr'), (name, tag) => {
        const each = Array.from(words.segment(name), ({ segment }) => capitalize(segment.toLocaleLowerCase(tag), tag));
        expect(titlecase(name, tag)).toBe(each.join(''));
      }),
      { numRuns: tries(5000) },
    );
  });
});
