// Words that other tools use for a value or a key, and that no slip of the pen explains: the word for it here.

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
  // In single quotes or in none YAML leaves the backslash where it is.
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

/** Undefined where nothing of what is known here is meant. */
export function ownWordFor(written: string, known: readonly string[]): string | undefined {
  const plain = written.trim().toLowerCase();
  const codePage = /^(?:cp|win|windows)[_\-]?(?<number>125\d|874)$/v.exec(plain)?.groups?.['number'];
  const word = codePage === undefined ? ours.get(plain) : `windows-${codePage}`;
  return word !== undefined && known.includes(word) ? word : undefined;
}
