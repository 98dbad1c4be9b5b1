// What texts are found to hold, and above all what they are not.
import { describe, expect, it } from 'vitest';
import { findHalfCharacter } from '../../src/plan/copy-half-characters.ts';
import { findMarkup } from '../../src/plan/copy-markup.ts';
import { findTestWord } from '../../src/plan/copy-test-words.ts';

describe('markup', () => {
  it.each([
    ['<b>Sale</b>', 'an HTML tag'],
    ['Sale<br>', 'an HTML tag'],
    ['Sale<br/>', 'an HTML tag'],
    ['<a href="https://x.example">Sale</a>', 'an HTML tag'],
    ['Sale <!-- new -->', 'an HTML tag'],
    ['Tom &amp; Jerry', 'an HTML entity'],
    ['O&#39;Brien', 'an HTML entity'],
    ['O&#x27;Brien', 'an HTML entity'],
    ['Hi {{first_name}}', 'braces of a template'],
    ['Hi first_name}}', 'braces of a template'],
    ['Hi undefined, welcome', 'the word undefined'],
    ['Hi null!', 'the word null'],
    ['NaN points', 'the word NaN'],
    ['Hi [object Object]', '[object Object]'],
  ])('%j: %s', (text, what) => {
    expect(findMarkup(text)).toBe(what);
  });

  it.each([
    'I <3 you',
    '3 < 4 > 2',
    'Tom & Jerry',
    'Q&A; and more',
    'A&B',
    '20% off {today}',
    'Nan, Null Uhr, annulled, nullify, undefinedness',
    'Banane und Ananas',
    '[objects]',
    '-> here <-',
    '<< back',
  ])('is not in %j', (text) => {
    expect(findMarkup(text)).toBeUndefined();
  });
});

describe('a word of tests', () => {
  it.each([
    'test',
    'TEST',
    'This is a test.',
    'Test 123',
    'test1',
    '[TEST] Sale',
    'Lorem ipsum dolor',
    'asdf',
    'asdfgh',
    'TODO',
    'TODO: title',
    'TODO write a title',
    'Title (TODO: shorten)',
    'Deneme',
    'deneme 2',
    'deneme deneme',
    'Deneme mesajıdır',
    'Probe',
    'Testnachricht',
    "Message d'essai",
    'Mensaje de prueba',
    'Wiadomość testowa',
    'próba 1',
  ])('is in %j', (text) => {
    expect(findTestWord(text)).toBeDefined();
  });

  it.each([
    'The latest contest in Testament street',
    'Attest, detest, protest, greatest',
    'Testimonials of testers',
    'Testen Sie den Testsieger',
    'Du vergrößtest den Vorsprung',
    'Speed-Test bestanden',
    'Ton test-drive est réservé',
    'Todo lo que buscas',
    'TODO AL 50%',
    'TODO al 50%',
    'Hoy TODO rebajado',
    'Método nuevo',
    'Ücretsiz deneme sizi bekliyor',
    'Ihre kostenlose Probe',
    'Probefahrt, erprobt',
    'Essai gratuit',
    'La prueba gratis termina hoy',
    'Valorem ipsa',
  ])('is not in %j', (text) => {
    expect(findTestWord(text)).toBeUndefined();
  });
});

describe('half a character', () => {
  it.each([
    ['the first half of a surrogate pair', 'Sale \uD83D'],
    ['the second half', '\uDE00 Sale'],
    ['a byte sequence without its end', 'Caf\uFFFD'],
    ['a family without its last member', 'Hi 👩\u200D'],
    ['the same before other text', '👩🏽\u200D, your order'],
    ['a heart on fire without the fire', '❤\uFE0F\u200D'],
    ['a selector of nothing', 'Hi \uFE0F'],
    ['a keycap without its cap', '1\uFE0F for you'],
    ['half a flag', 'Merhaba 🇹'],
    ['a flag and a half', '🇹🇷🇵'],
    ['the flag of Scotland, cut', '🏴\u{E0067}\u{E0062}\u{E0073}'],
    ['the colour of a hand alone', '🏽'],
  ])('%s', (_what, text) => {
    expect(findHalfCharacter(text)).toBeDefined();
  });

  it.each([
    'Ayşe ve Łukasz, 字,가',
    '👩🏽‍🍳 👨‍👩‍👧‍👦 👍🏿 ☝️🏽 ✌🏻',
    '❤️ ☎︎ ©️ 1️⃣ #️⃣',
    '❤️‍🔥 🏳️‍🌈 🏴‍☠️ 🧑🏻‍❤️‍💋‍🧑🏿',
    '🇹🇷🇵🇱 🇹🇷',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'ه‍ 1447, ශ්‍රී, क्‍ष',
    'e\u0301a',
  ])('is not in %j', (text) => {
    expect(findHalfCharacter(text)).toBeUndefined();
  });
});
