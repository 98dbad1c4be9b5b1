// What an expression printed that is most likely a fault of the cell: a word that an export writes for nothing, quotes around all
// of it, or blanks at its ends.

export interface CellFault {
  readonly kind: 'empty_word' | 'markup' | 'control';
  /** In words, without any of the data. */
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

/** By the code of the sign that a text begins with: whether a fault may begin so. */
const begins = new Uint8Array(0x80).fill(1, 0, 0x21).fill(1, 0x7f);
for (const word of emptyWords) begins[word.charCodeAt(0)] = 1;

/** Whether the first and the last sign alone tell that there is no fault: so it is with nearly all that expressions print. */
export function isUsualCell(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return begins[text.charCodeAt(0)] === 0 && last > 0x20 && last < 0x7f;
}

/** Sees what every expression prints, so that it has to be quick. `trimmed` is the text without the blanks at its ends, and not empty. */
export function findCellFault(text: string, trimmed: string): CellFault | undefined {
  if (trimmed.length <= longestWord && emptyWords.has(trimmed)) {
    return { kind: 'empty_word', what: `the word ${trimmed}` };
  }
  if (isQuoted(trimmed)) return quotesAround;
  return trimmed.length === text.length ? undefined : blanksAtEnds;
}

/** The first of them in Unicode: ‘. */
const firstQuote = 0x20_18;

/** In curly quotes alone: straight ones stand around what `json` prints. */
function isQuoted(text: string): boolean {
  // Asked of every cell, and nearly none begins with such a sign.
  return text.charCodeAt(0) >= firstQuote && /^(?:[“”„][^“”„]+[“”]|[‘‚][^‘’‚]+[‘’])$/v.test(text);
}

const quotesAround: CellFault = { kind: 'markup', what: 'curly quotes around the whole value' };
const blanksAtEnds: CellFault = { kind: 'control', what: 'spaces at the ends of a value' };
