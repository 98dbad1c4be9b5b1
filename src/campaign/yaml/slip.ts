// A mistake in a YAML text: what is wrong in which line, and the corrected lines. Mistakes are found by trying corrections.

export interface Slip {
  /** The default is PP103. */
  readonly code?: 'PP107';
  /** The number of the wrong line, from 0. */
  readonly line: number;
  /** The column in UTF-16 units, from 0. */
  readonly column: number;
  readonly message: string;
  readonly help: string;
  /** The corrected lines, by number from 0. No line is added or removed. */
  readonly lines: ReadonlyMap<number, string>;
}

/** Creates a slip within one line. */
export function slipIn(line: number, column: number, meant: string, message: string, help: string): Slip {
  return { line, column, message, help, lines: new Map([[line, meant]]) };
}

/** Returns where the value of a line begins: after the dashes of a list, a key and its colon. */
export function valueStart(text: string): number {
  return /^ *(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s"'#\{\[][^:#]*?)[ \t]*:[ \t]+)?/v.exec(text)?.[0].length ?? 0;
}

/** Whether the line ends with the colon of a key, whose content is below. */
export function opensMap(text: string): boolean {
  return /:[ \t]*(?:#.*)?$/v.test(text);
}

export function isBlankLine(text: string): boolean {
  return /^\s*(?:#.*)?$/v.test(text);
}

/** Quotes the text, with the quotes that need the fewest escapes. */
export function inQuotes(text: string): string {
  if (!/["\\]/v.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
