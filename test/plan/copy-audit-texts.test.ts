// What the copy audit finds in texts, and above all what it must not find.
import { describe, expect, it } from 'vitest';
import { findControl, findControlInLine } from '../../src/plan/copy/copy-controls.ts';
import { findWrongEncoding } from '../../src/plan/copy/copy-encoding.ts';
import { findHalfCharacter } from '../../src/plan/copy/copy-half-characters.ts';
import { findMarkup } from '../../src/plan/copy/copy-markup.ts';
import { findPlaceholder } from '../../src/plan/copy/copy-placeholders.ts';
import { findTestWord } from '../../src/plan/copy/copy-test-words.ts';

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

describe('a test word', () => {
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

describe('a tag of another tool', () => {
  it.each([
    ['{% if name %}Hi{% endif %}', 'a tag of another tool, {% %}'],
    ['Hi *|FNAME|*', 'a tag of another tool, *|x|*'],
    ['Hi %%first_name%%', 'a tag of another tool, %%x%%'],
    ['Hi <%= name %>', 'a tag of another tool, <%= %>'],
    ['Hi {first_name}', 'a tag of another tool, {x}'],
    ['Hi ${first_name}', 'a tag of another tool, ${x}'],
    ['Hi ${user.first_name}', 'a tag of another tool, ${x}'],
    ['Hi [[ name ]]', 'a tag of another tool, [[x]]'],
    ['Hi -first_name-', 'a tag of another tool'],
    ['Hi {contactfield=firstname}', 'a tag of another tool'],
    ['Hi %recipient.name%', 'a tag of another tool'],
    ['Hi %FIRSTNAME%', 'a tag of another tool'],
    ['Hi [% first name %]', 'a tag of another tool'],
    ['Hi #FNAME#', 'a tag of another tool'],
    ['Hi @@name@@', 'a tag of another tool'],
    ['https://shop.example.com/{slug}', 'a tag of another tool, {x}'],
  ])('%j: %s', (text, what) => {
    expect(findPlaceholder(text)).toBe(what);
  });

  it.each([
    'Save 20% - today - on all',
    '50%% off',
    'a|b, [1], {}, { }, [[]]',
    '{"screen": "sale", "tags": [["a"]]}',
    'ready-made pre-order_now',
    '#sale #SALE',
    '@ana',
    '<3 you <- here',
    '100 % sure, 20%',
    'https://shop.example.com/?a=%20b%20',
    '{{name}}',
  ])('is not in %j', (text) => {
    expect(findPlaceholder(text)).toBeUndefined();
  });
});

/** The UTF-8 bytes of a text, read as the Windows-1252 that has a character for each byte. */
const misread = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

describe('a wrong encoding', () => {
  const letters = 'letters of a wrong encoding';

  it.each(
    'Ayşe José it’s “quoted” naïve Çağrı İstanbul İZMİR złoty Привет Γειά שלום مرحبا 🎉 5 € café'
      .split(' ')
      .filter((word) => word.length > 1),
  )('is in %j if it is misread', (text) => {
    expect(findWrongEncoding(text)).toBeUndefined();
    expect(findWrongEncoding(`Hi ${misread(text)}, sale`)).toBe(letters);
    expect(findWrongEncoding(`https://shop.example.com/${misread(text)}`, true)).toBe(letters);
  });

  it.each([
    ['AyÅŸe', letters],
    ['JosÃ©', letters],
    ['itâ€™s', letters],
    ['20Â\u00A0€', letters],
    [String.raw`Jos\u00e9`, String.raw`escapes such as \u00e9`],
    [String.raw`Jos\xe9`, String.raw`escapes such as \u00e9`],
    ['=C3=A9va', 'escapes such as =C3=A9'],
    ['Jos%C3%A9', 'escapes such as %C3%A9'],
  ])('%j: %s', (text, what) => {
    expect(findWrongEncoding(text)).toBe(what);
  });

  it.each([
    'AMANHÃ… ÂNGELA Å ÄRGER „DÄ“ Ærø Ångström',
    'MANHÃ – IRMÃ’S',
    'Ðuro Ñandú Øre 3×4 a×b',
    '100% A=B C:\\users',
    'São João, Ação, Câmara',
  ])('is not in %j', (text) => {
    expect(findWrongEncoding(text)).toBeUndefined();
  });

  it('is not found in the escapes of an address', () => {
    expect(findWrongEncoding('https://shop.example.com/caf%C3%A9?a=C3=A9', true)).toBeUndefined();
  });
});

describe('an invisible character', () => {
  it.each([
    ['a\r\nb', 'a carriage return'],
    ['a\tb', 'a tab'],
    ['a\u0000b', 'a control character'],
    ['a\u0007b', 'a control character'],
    ['\u001B[31m', 'a control character'],
    ['a\u0085b', 'a control character'],
    ['a\u202Eb', 'a character that reverses the text'],
  ])('%j: %s', (text, what) => {
    expect(findControl(text)).toBe(what);
    expect(findControlInLine(text)).toBe(what);
  });

  it('is a line break in a text of one line', () => {
    expect([findControl('a\nb'), findControlInLine('a\nb')]).toEqual([undefined, 'a line break']);
  });

  it.each(['Ana', '👩🏽‍🍳', 'می‌خواهم', '\u2068Ana\u2069', ''])('is not in %j', (text) => {
    expect(findControlInLine(text)).toBeUndefined();
  });
});
