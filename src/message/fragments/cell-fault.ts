// Finds printed values that are most likely a fault of the cell: a word that an export writes for an empty value, quotes around the whole value, or
// blanks at its ends.

export interface CellFault {
  readonly kind: 'empty_word' | 'markup' | 'control';
  /** The fault in words, without any of the data. */
  readonly what: string;
}

/** Databases, libraries and spreadsheets write these for an empty cell. `Nan` is a name, `na` a word. */
const emptyWords: ReadonlySet<string> = new Set([
  ...inAnyCase('null', '(null)', '<null>', '[null]', 'none', '(none)', '<none>', 'nil', '<nil>', 'undefined'),
  ...inAnyCase('n/a', '#n/a', '<na>', 'n.a.', '(not set)', '(blank)', '(empty)', '(unknown)', '(other)', 'not set'),
  ...inAnyCase('[object object]', '#null!', '#ref!', '#value!', '#name?', '#div/0!', '#num!', '#error!', '#spill!'),
  ...inAnyCase('#calc!', '#getting_data', '#nv', '#yok', '#bezug!', '#wert!', '#valeur!', '#nom?', '#valor!'),
  'NaN',
  'nan',
  'NAN',
  'NaT',
  'NA',
  '\\N',
  '"N',
  '1.#QNAN',
  '-1.#IND',
]);

const longestWord = Math.max(...Array.from(emptyWords, ({ length }) => length));

function inAnyCase(...words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, word.toUpperCase(), capitalise(word)]);
}

function capitalise(word: string): string {
  return word.replace(/[a-z]/, (letter) => letter.toUpperCase());
}

/** Indexed by the code of the first character of a text: 1 if a fault may begin with it. */
const begins = new Uint8Array(0x80).fill(1, 0, 0x21).fill(1, 0x7f);
for (const word of emptyWords) begins[word.charCodeAt(0)] = 1;

/** Whether the first and the last character already show that there is no fault, which holds for nearly all printed values. */
export function isUsualCell(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return begins[text.charCodeAt(0)] === 0 && last > 0x20 && last < 0x7f;
}

/**
 * Finds the fault of a printed value. This runs for every expression, so it must be fast. `trimmed` is the text without blanks at its ends, and not
 * empty.
 */
export function findCellFault(text: string, trimmed: string): CellFault | undefined {
  if (trimmed.length <= longestWord && emptyWords.has(trimmed)) {
    return { kind: 'empty_word', what: `the word ${trimmed}` };
  }
  if (isQuoted(trimmed)) return quotesAround;
  return trimmed.length === text.length ? undefined : blanksAtEnds;
}

/** The curly quote that is first in Unicode: ‘. */
const firstQuote = 0x20_18;

/** Whether the text is in curly quotes. Straight ones do not count, since `json` prints them. */
function isQuoted(text: string): boolean {
  // This first test is fast, and nearly no value begins with such a character.
  return text.charCodeAt(0) >= firstQuote && /^(?:[“”„][^“”„]+[“”]|[‘‚][^‘’‚]+[‘’])$/v.test(text);
}

const quotesAround: CellFault = { kind: 'markup', what: 'curly quotes around the whole value' };
const blanksAtEnds: CellFault = { kind: 'control', what: 'spaces at the ends of a value' };
