// Capitalises words as titles do. Titlecase letters may differ from uppercase ones, and depend on the language.

/** Created when the first text needs it. */
let words: Intl.Segmenter | undefined;

/** Letters that stand for two letters have a form of their own in titles. */
const digraphs: ReadonlyMap<string, string> = new Map([
  ...['ǆ', 'ǅ', 'Ǆ'].map((letter) => [letter, 'ǅ'] as const),
  ...['ǉ', 'ǈ', 'Ǉ'].map((letter) => [letter, 'ǈ'] as const),
  ...['ǌ', 'ǋ', 'Ǌ'].map((letter) => [letter, 'ǋ'] as const),
  ...['ǳ', 'ǲ', 'Ǳ'].map((letter) => [letter, 'ǲ'] as const),
]);

/** Characters that may precede the first letter: ¿qué, "hello". */
const opening = /^[\p{P}\p{Z}]*/u;
/** Georgian has capitals only for whole texts. */
const georgian = /^\p{Script=Georgian}/u;
const dutch = /^[ií]j/i;

/** Makes the first letter a capital and leaves the rest as it is. */
export function capitalize(text: string, tag: string): string {
  const before = opening.exec(text)?.[0] ?? '';
  const rest = text.slice(before.length);
  const first = firstLetters(rest, tag);
  return before + raise(first, tag) + rest.slice(first.length);
}

/**
 * Digits, and letters with exactly one capital each. The dotted and the dotless i are left out, since in most languages they have no capital of their
 * own.
 */
const letters = String.raw`\da-z\u00E0-\u00F6\u00F8-\u012F\u0134-\u0148\u014A-\u017E`;
const usualWords = wordsOf(letters);
const turkicWords = wordsOf(String.raw`${letters}\u0130\u0131`);
const firstOfWord = /(?<=^| )./g;

function wordsOf(range: string): RegExp {
  return new RegExp(`^(?:(?:^| )[${range}]+)+$`, 'i');
}

/**
 * Returns a pattern that most names match. Finding the words of other texts takes ten times as long. Undefined for Dutch, which has a letter of two
 * characters, and Lithuanian, in which the i keeps its dot.
 */
function usualWordsIn(tag: string): RegExp | undefined {
  if (isTurkic(tag)) return turkicWords;
  return isIn('nl', tag) || isIn('lt', tag) ? undefined : usualWords;
}

/** Makes the first letter of each word a capital and all others small. */
export function titlecase(text: string, tag: string): string {
  if (usualWordsIn(tag)?.test(text) === true)
    return text.toLocaleLowerCase(tag).replaceAll(firstOfWord, (letter) => letter.toLocaleUpperCase(tag));
  words ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(words.segment(text), ({ segment }) => capitalize(segment.toLocaleLowerCase(tag), tag)).join('');
}

/** Returns the first letter, or the two of Dutch that count as one. */
function firstLetters(text: string, tag: string): string {
  const pair = isIn('nl', tag) ? dutch.exec(text)?.[0] : undefined;
  return pair ?? /^./su.exec(text)?.[0] ?? '';
}

function raise(letter: string, tag: string): string {
  const digraph = digraphs.get(letter);
  if (digraph !== undefined) return digraph;
  if (georgian.test(letter)) return letter;
  // Greek loses its accents in uppercase texts, but not in titles. So the locale is used only for languages with an i of their own.
  const upper = isTurkic(tag) ? letter.toLocaleUpperCase(tag) : letter.toUpperCase();
  if (countPoints(upper) === countPoints(letter)) return upper;
  const [base = '', ...marks] = letter.normalize('NFD');
  return marks.length > 0 ? (base.toUpperCase() + marks.join('')).normalize('NFC') : lowerAfterFirst(upper);
}

/** SS -> Ss. A character without a capital, such as an apostrophe, does not count as the first letter. */
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
