// Capitals at the beginning of words, as titles have them: not always those of upper case, and not in all languages the same.

/** Made when the first title is written. */
let words: Intl.Segmenter | undefined;

/** Letters that are two in one have a form of their own in titles. */
const digraphs: ReadonlyMap<string, string> = new Map([
  ...['ǆ', 'ǅ', 'Ǆ'].map((letter) => [letter, 'ǅ'] as const),
  ...['ǉ', 'ǈ', 'Ǉ'].map((letter) => [letter, 'ǈ'] as const),
  ...['ǌ', 'ǋ', 'Ǌ'].map((letter) => [letter, 'ǋ'] as const),
  ...['ǳ', 'ǲ', 'Ǳ'].map((letter) => [letter, 'ǲ'] as const),
]);

/** What may stand before the first letter: ¿qué, "hello". */
const opening = /^[\p{P}\p{Z}]*/u;
/** Has capitals that are for whole texts alone. */
const georgian = /^\p{Script=Georgian}/u;
const dutch = /^[ií]j/i;

/** A capital first letter; the rest stays as it is. */
export function capitalize(text: string, tag: string): string {
  const before = opening.exec(text)?.[0] ?? '';
  const rest = text.slice(before.length);
  const first = firstLetters(rest, tag);
  return before + raise(first, tag) + rest.slice(first.length);
}

/** Digits, and letters that have one capital each; in most languages the dotted and the dotless i have not. */
const letters = String.raw`\da-z\u00E0-\u00F6\u00F8-\u012F\u0134-\u0148\u014A-\u017E`;
const usualWords = wordsOf(letters);
const turkicWords = wordsOf(String.raw`${letters}\u0130\u0131`);
const firstOfWord = /(?<=^| )./g;

function wordsOf(range: string): RegExp {
  return new RegExp(`^(?:(?:^| )[${range}]+)+$`, 'i');
}

/** What most names are: to find the words of other texts takes ten times as long. Dutch has a letter of two, and in Lithuanian the i keeps its dot. */
function usualWordsIn(tag: string): RegExp | undefined {
  if (isTurkic(tag)) return turkicWords;
  return isIn('nl', tag) || isIn('lt', tag) ? undefined : usualWords;
}

/** A capital first letter in each word, all others small. */
export function titlecase(text: string, tag: string): string {
  if (usualWordsIn(tag)?.test(text) === true)
    return text.toLocaleLowerCase(tag).replaceAll(firstOfWord, (letter) => letter.toLocaleUpperCase(tag));
  words ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(words.segment(text), ({ segment }) => capitalize(segment.toLocaleLowerCase(tag), tag)).join('');
}

/** One letter, but two of Dutch that count as one. */
function firstLetters(text: string, tag: string): string {
  const pair = isIn('nl', tag) ? dutch.exec(text)?.[0] : undefined;
  return pair ?? /^./su.exec(text)?.[0] ?? '';
}

function raise(letter: string, tag: string): string {
  const digraph = digraphs.get(letter);
  if (digraph !== undefined) return digraph;
  if (georgian.test(letter)) return letter;
  // Greek loses its accents in texts of capitals, not in titles: so only those languages that have an i of their own are asked.
  const upper = isTurkic(tag) ? letter.toLocaleUpperCase(tag) : letter.toUpperCase();
  if (countPoints(upper) === countPoints(letter)) return upper;
  const [base = '', ...marks] = letter.normalize('NFD');
  return marks.length > 0 ? (base.toUpperCase() + marks.join('')).normalize('NFC') : lowerAfterFirst(upper);
}

/** SS -> Ss. What has no capital, such as an apostrophe, is no first letter. */
function lowerAfterFirst(upper: string): string {
  const letters = Array.from(upper);
  const first = letters.findIndex((letter) => letter.toLowerCase() !== letter);
  return (
    letters.slice(0, first + 1).join('') +
    letters
      .slice(first + 1)
      .join('')
      .toLowerCase()
  );
}

function countPoints(text: string): number {
  return Array.from(text).length;
}

function isTurkic(tag: string): boolean {
  return isIn('tr', tag) || isIn('az', tag);
}

function isIn(language: string, tag: string): boolean {
  return tag === language || tag.startsWith(`${language}-`);
}
