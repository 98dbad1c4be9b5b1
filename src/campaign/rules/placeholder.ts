// Texts that stand for nobody: what programs, databases and spreadsheets write where they know no identifier, or have damaged one.

/** Without the brackets and quotes that some write around them: <NA>, [NULL], (not set), "null". */
const words =
  'undefined null nil none nan nat na n/a n/d inf infinity nonetype dbnull system.dbnull pd.na na_character_ anonymous unknown guest true false void missing empty blank unset undef';
const phrases = ['not set', 'not provided', 'not available', 'not applicable', 'no value', 'object object', 'no data'];

/** The vendor merges or mis-addresses people who share one (vendor's academy, Identity Resolution). Empty text is another matter. */
const placeholders: ReadonlySet<string> = new Set([...words.split(' '), ...phrases]);

/** What a loader leaves of a database's \N. */
const damagedNulls: ReadonlySet<string> = new Set(['\\n', '"n', '\\\\n']);

/** #REF! and #¿NOMBRE? of any language; those without a mark at the end; a column that was too narrow (####). */
const spreadsheetError = /^#(?:\S*[!?]|n\/a|n\/d|nd|nv|yok|getting_data|#+)$/;

/** ="00123" and '00123: what a spreadsheet hides behind a text, or computes. */
const formula = /^[=']/;

/** 0, 000, 0.0, -1, 1: counters and flags. The nil UUID is zeros, and the max UUID is nothing but f. */
const emptyNumber = /^(?:[-+]?[01](?:[.,]0*)?|[{(]?0[0\-.,]*[)}]?|[{(]?f{8}(?:-?f{4}){3}-?f{12}[)}]?)$/;

/** 5.97135E+15: digits are lost. Without a point or a sign it may be a hexadecimal id. */
const scientific = /^[-+]?\d+(?:[.,]\d+e[-+]?|e[-+])\d+$/;

/** 17.0: an id that went through a column of numbers. */
const float = /^[-+]?\d+[.,]0$/;

/** What a template of another program, or one within the data, left unfilled; and JSON. */
const unfilled = /\{\{|\}\}|\$\{|<%|%>|\{%|%\}|\*\||\|\*|^%\S+%$|^\[\[.*\]\]$|^\{[a-z_][\w.]*\}$|^[{[]"/;

/** Nearly all there are: a UUID that is neither nil nor max, or a name with a digit. The checks would find nothing wrong with them. */
const usual = /^(?:(?=\D*\d)[a-z][\w-]*|(?=.*[1-9a-e])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** Any script: what has none of these is nothing but dashes, question marks, dots or empty brackets. */
const letterOrDigit = /[a-z0-9]|[\p{L}\p{N}]/u;

/** Longer texts hold none of the words. */
const longestWord = 40;

/** What is wrong with this text, if it stands for nobody. It has no blanks at its ends. */
export function explainPlaceholder(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (usual.test(lower)) return undefined;
  if (lower.length <= longestWord && isWord(lower)) return 'is a placeholder, not a person';
  if (spreadsheetError.test(lower)) return 'is an error of a spreadsheet';
  if (unfilled.test(lower)) return 'is a template that was not filled in';
  if (emptyNumber.test(lower) || !letterOrDigit.test(lower)) return 'is a placeholder, not a person';
  if (formula.test(lower)) return 'is a formula or a text mark of a spreadsheet';
  if (scientific.test(lower)) return 'is in scientific notation, which has lost digits';
  return float.test(lower) ? 'ends in .0, like an id that was read as a number' : undefined;
}

function isWord(lower: string): boolean {
  if (placeholders.has(lower) || damagedNulls.has(lower)) return true;
  return placeholders.has(lower.replace(/^[<([{"'\s]+/, '').replace(/[>)\]}"'\s]+$/, ''));
}
