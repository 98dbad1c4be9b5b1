import { describe, expect, it } from 'vitest';
import { printMessage } from '../../support/a-campaign.ts';

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
    // Accents stay in titles.
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
  ])('makes of %s in %j %s', (name, language, printed) => {
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
  ])('makes of %j in %s %j', (name, language, printed) => {
    expect(printMessage('{{titlecase name language}}.', { name, language })).toBe(`${printed}.`);
  });
});
