// The key and value of YAML at a place, also in a file that cannot be read as a whole yet.

export interface WrittenValue {
  readonly key: string;
  /** Without its quotes. */
  readonly text: string;
  /** Where the text stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Paths and ids are shorter. At worst the search takes the square of this. */
const longest = 1000;

/** The value in one line: `file: x.csv`, also in `{ file: x.csv }`. */
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
