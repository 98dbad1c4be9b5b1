// Finds the YAML key and value at a place, even in a file that cannot be parsed as a whole yet.

export interface WrittenValue {
  readonly key: string;
  /** The text without its quotes. */
  readonly text: string;
  /** The range of the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** The longest value to search. Paths and ids are shorter, and the search takes at worst the square of this. */
const longest = 1000;

/** Finds a value on one line: `file: x.csv`, also in `{ file: x.csv }`. */
export function findWrittenValue(text: string, offset: number): WrittenValue | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(Math.max(lineStart, offset - longest), offset);
  const found = /(?<![\w\-])(?<key>[\w\-]+):[ \t]+(?<quote>["']?)(?<typed>[^"'#,\{\}\[\]]*)$/v.exec(before);
  const { key, quote, typed } = found?.groups ?? {};
  if (key === undefined || typed === undefined) return undefined;
  const start = offset - typed.length;
  const rest = text.slice(offset);
  const [behind = ''] = (quote === '' ? /^[^\n,\}\]#]*/v : /^[^\n"']*/v).exec(rest) ?? [];
  const end = offset + behind.trimEnd().length;
  return { key, text: text.slice(start, end), start, end };
}
