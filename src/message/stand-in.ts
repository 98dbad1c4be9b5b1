// Makes stand-ins: texts of the same shape that reveal nothing about a person. Letters and digits come from a fixed text, by position, so the
// original cannot be computed from them.

/** The letters that replace those of a script, repeated as often as needed. */
const fillers: readonly (readonly [script: RegExp, letters: string])[] = [
  [/\p{Script=Latin}/u, 'loremipsumdolorsitametconsectetur'],
  [/\p{Script=Cyrillic}/u, 'лоремипсумдолор'],
  [/\p{Script=Greek}/u, 'λορεμιψουμδολορ'],
  [/\p{Script=Arabic}/u, 'لوريمإيبسوم'],
  [/\p{Script=Hebrew}/u, 'לורמאיפסום'],
  [/\p{Script=Hangul}/u, '로렘입숨'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'あいうえお'],
  [/\p{Script=Han}/u, '文字見本'],
  [/\p{Script=Georgian}/u, 'ლორემიფსუმ'],
  [/\p{Script=Armenian}/u, 'լորեմիպսում'],
  [/\p{Script=Devanagari}/u, 'लरमपसदत'],
  [/\p{Script=Bengali}/u, 'লরমপসদত'],
  [/\p{Script=Tamil}/u, 'லரமபசதந'],
  [/\p{Script=Thai}/u, 'ลรมปสดต'],
];
const digits = '123456789';

const address = /[^\s@<>"',;]+@[^\s@<>"',;]+/;
const link = /[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*/i;
/** A reserved domain name, which nobody can own. */
export const anyDomain = 'example.invalid';

/**
 * Makes the stand-in of a text. Spaces, punctuation, currency signs and emoji stay. Mail and web addresses keep their form and get a reserved domain.
 */
export function makeStandIn(text: string): string {
  const used: Used = { letters: 0, digits: 0 };
  const pattern = new RegExp(`(?<link>${link.source})|${address.source}`, 'gi');
  let out = '';
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    out += replaceChars(text.slice(end, match.index), used);
    out += match.groups?.['link'] === undefined ? replaceAddress(match[0], used) : replaceLink(match[0]);
    end = match.index + match[0].length;
  }
  return out + replaceChars(text.slice(end), used);
}

/** How many characters of the fixed texts are used up. */
interface Used {
  letters: number;
  digits: number;
}

function replaceAddress(text: string, used: Used): string {
  return `${replaceChars(text.slice(0, text.indexOf('@')), used)}@${anyDomain}`;
}

/** Web addresses keep their scheme. The scheme of an app is replaced, as the host is. */
function replaceLink(text: string): string {
  return `${/^https?:/i.exec(text)?.[0].toLowerCase() ?? 'app:'}//${anyDomain}`;
}

function replaceChars(text: string, used: Used): string {
  let out = '';
  for (const char of text) out += replaceChar(char, used);
  return out;
}

function replaceChar(char: string, used: Used): string {
  if (/\p{L}/u.test(char)) {
    const letter = letterFor(char, used.letters++);
    return /\p{Lu}|\p{Lt}/u.test(char) ? letter.toUpperCase() : letter;
  }
  if (/\p{N}/u.test(char)) return digits[used.digits++ % digits.length] ?? '1';
  // Combining marks would reveal the letter before them, and tag characters can carry hidden text. U+FE0F only makes an emoji colourful.
  if (char !== '\uFE0F' && /\p{M}|[\u{E0000}-\u{E007F}]/u.test(char)) return '';
  return /\p{Co}|\p{Cn}|\p{Cs}/u.test(char) ? 'x' : char;
}

function letterFor(char: string, index: number): string {
  const letters = fillers.find(([script]) => script.test(char))?.[1] ?? 'x';
  return letters[index % letters.length] ?? 'x';
}
