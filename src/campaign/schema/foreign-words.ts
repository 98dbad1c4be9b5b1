// Words of other tools for a value or a key that are too different for a typing error: finds pushplan's own word.

const words: Readonly<Record<string, readonly string[]>> = {
  string: ['text', 'str', 'varchar', 'char'],
  number: ['float', 'double', 'decimal', 'numeric', 'real'],
  integer: ['int', 'bigint', 'long'],
  boolean: ['bool', 'flag', 'bit'],
  json: ['list', 'array', 'object', 'map', 'struct', 'jsonb'],
  date: ['datetime', 'timestamp', 'timestamptz', 'time', 'day'],
  ',': ['comma'],
  ';': ['semicolon'],
  '|': ['bar', 'pipe'],
  // In single quotes or without quotes, YAML keeps the backslash.
  tab: [String.raw`\t`, 'tabulator'],
  '.': ['point', 'dot', 'period'],
  'iso-8859-1': ['latin1', 'latin-1', 'latin_1'],
  'iso-8859-2': ['latin2', 'latin-2', 'latin_2'],
  'iso-8859-9': ['latin5', 'latin-5', 'latin_5'],
  'iso-8859-15': ['latin9', 'latin-9', 'latin_9'],
  gb18030: ['gbk', 'gb2312', 'cp936'],
  shift_jis: ['sjis', 'cp932', 'windows-31j'],
  'content-available': ['delivery_silently'],
  address_env: ['url_env', 'dsn_env'],
  gte: ['ge', 'min'],
  lte: ['le', 'max'],
  not: ['ne', 'neq'],
  'utf-8': ['ascii', 'us-ascii', 'utf-8-sig', 'utf8mb4', 'unicode'],
};

const ours: ReadonlyMap<string, string> = new Map(
  Object.entries(words).flatMap(([word, foreign]) => foreign.map((one) => [one, word] as const)),
);

/** Returns the word of `known` that is meant; undefined if there is none. */
export function ownWordFor(written: string, known: readonly string[]): string | undefined {
  const plain = written.trim().toLowerCase();
  const codePage = /^(?:cp|win|windows)[_\-]?(?<number>125\d|874)$/v.exec(plain)?.groups?.['number'];
  const word = codePage === undefined ? ours.get(plain) : `windows-${codePage}`;
  return word !== undefined && known.includes(word) ? word : undefined;
}
