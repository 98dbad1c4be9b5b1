// Recognises texts that identify nobody: what programs, databases and spreadsheets write for a missing identifier, and identifiers that they have
// damaged.

/** The words without the brackets and quotes that some write around them: <NA>, [NULL], (not set), "null". */
const words =
  'undefined null nil none nan nat na n/a n/d inf infinity nonetype dbnull system.dbnull pd.na na_character_ anonymous unknown guest true false void missing empty blank unset undef';
const phrases = ['not set', 'not provided', 'not available', 'not applicable', 'no value', 'object object', 'no data'];

/** If people share one of these, the vendor merges or mis-addresses them (vendor's academy, Identity Resolution). Empty text is handled elsewhere. */
const placeholders: ReadonlySet<string> = new Set([...words.split(' '), ...phrases]);

/** What a loader makes of a database's \N. */
const damagedNulls: ReadonlySet<string> = new Set(['\\n', '"n', '\\\\n']);

/** #REF! and #¿NOMBRE? in any language, errors without a mark at the end, and the signs of a column that was too narrow (####). */
const spreadsheetError = /^#(?:\S*[!?]|n\/a|n\/d|nd|nv|yok|getting_data|#+)$/;

/** ="00123" and '00123: a formula, or the mark with which a spreadsheet keeps a text. */
const formula = /^[=']/;

/** 0, 000, 0.0, -1, 1: counters and flags. Also the nil UUID (zeros) and the max UUID (only f). */
const emptyNumber = /^(?:[-+]?[01](?:[.,]0*)?|[{(]?0[0\-.,]*[)}]?|[{(]?f{8}(?:-?f{4}){3}-?f{12}[)}]?)$/;

/** 5.97135E+15, which has lost digits. Without a point or a sign it may be a hexadecimal id. */
const scientific = /^[-+]?\d+(?:[.,]\d+e[-+]?|e[-+])\d+$/;

/** 17.0: an id that went through a column of numbers. */
const float = /^[-+]?\d+[.,]0$/;

/** Unfilled templates of other programs or within the data, and JSON. */
const unfilled = /\{\{|\}\}|\$\{|<%|%>|\{%|%\}|\*\||\|\*|^%\S+%$|^\[\[.*\]\]$|^\{[a-z_][\w.]*\}$|^[{[]"/;

/** Matches nearly all identifiers: a UUID that is neither nil nor max, or a name with a digit. The checks would find nothing wrong with them. */
const usual = /^(?:(?=\D*\d)[a-z][\w-]*|(?=.*[1-9a-e])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** In any script. A text without any of these has only dashes, question marks, dots or empty brackets. */
const letterOrDigit = /[a-z0-9]|[\p{L}\p{N}]/u;

/** A longer text cannot be one of the words. */
const longestWord = 40;

/** Returns what is wrong with the text if it identifies nobody. The text has no blanks at its ends. */
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
