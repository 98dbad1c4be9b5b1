// A slip of the pen in a YAML text: what is wrong in which line, and the lines as they were meant. Kinds of slips are looked for by trying.

export interface Slip {
  /** PP103 where it is not said. */
  readonly code?: 'PP107';
  /** The number of the line that is wrong, from 0. */
  readonly line: number;
  /** UTF-16 units from the start of that line. */
  readonly column: number;
  readonly message: string;
  readonly help: string;
  /** By line, from 0: what would stand there. No line is added and none taken away. */
  readonly lines: ReadonlyMap<number, string>;
}

/** A slip that is in one line alone. */
export function slipIn(line: number, column: number, meant: string, message: string, help: string): Slip {
  return { line, column, message, help, lines: new Map([[line, meant]]) };
}

/** Where the value of a line begins: behind the dashes of a list, a key and its colon. */
export function valueStart(text: string): number {
  return /^ *(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s"'#\{\[][^:#]*?)[ \t]*:[ \t]+)?/v.exec(text)?.[0].length ?? 0;
}

/** Whether the line ends with the colon of its key: what it holds stands below. */
export function opensMap(text: string): boolean {
  return /:[ \t]*(?:#.*)?$/v.test(text);
}

export function isBlankLine(text: string): boolean {
  return /^\s*(?:#.*)?$/v.test(text);
}

/** The text in the quotes that need the least inside of it. */
export function inQuotes(text: string): string {
  if (!/["\\]/v.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
