// Describes in plain words what a schema expects.
import { isMap, type YamlMap } from '../../is-map.ts';

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'nothing',
};

/** The words for each pattern in the schemas of files that people write. A test finds patterns without words. */
const patternWords: Readonly<Record<string, string>> = {
  '^[A-Za-z][A-Za-z0-9_-]{0,63}$': 'a letter, and then letters, digits, _ and -, at most 64 in all',
  '\\.(csv|tsv|ndjson|jsonl?|CSV|TSV|NDJSON|JSONL?)(\\.(gz|zst))?$|\\.(xlsx|XLSX)$':
    'a file that ends in .csv, .tsv, .ndjson, .jsonl or .json, each also with .gz or .zst after it, or in .xlsx',
  '\\{\\{': 'a template such as "{{column}}"',
  '^(100|\\d{1,2}(\\.\\d+)?)%$': 'a share such as "1%"',
  '^\\d{1,2}(\\.\\d{1,3})?%$': 'a share below 100%, such as "5%"',
  '^(100|\\d{1,2}(\\.\\d{1,3})?)%$': 'a share, such as "10%"',
  '^(manual|[1-9]\\d{0,5}(s|m|h|d))$': 'a time, such as 10m, or manual',
  '^\\d{1,2}(\\.\\d{1,3})?pp$': 'percentage points, such as "2pp"',
  '^[A-Za-z0-9_.~-]{1,64}$': 'letters, digits, _ . ~ and -, at most 64',
  '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}$': 'a name of letters, digits, spaces, dot, - and _, at most 40',
  '^(uuid|email|phone_number|custom\\.[A-Za-z0-9_.-]+)$': 'uuid, email, phone_number or custom.NAME',
  '^[a-z0-9][a-z0-9._-]{0,99}$':
    'lower case letters, digits, dot, - and _, beginning with a letter or digit, at most 100',
  '^[a-z0-9][a-z0-9_-]{0,49}$': 'lower case letters, digits, - and _, beginning with a letter or digit, at most 50',
  '^[A-Z_][A-Z0-9_]*$': 'the NAME of an environment variable: capitals, digits and _',
  '^(sandbox|https?://\\S+)$': 'sandbox, or an address such as https://mobile.useinsider.com',
  '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$': 'a host name, without https:// and port',
  '^ws_[a-z0-9]{12}$': 'ws_ and 12 lower case letters or digits, as pushplan init writes it',
  '^[A-Za-z_][A-Za-z0-9_]{0,59}$': 'letters, digits and _, not beginning with a digit, at most 60',
  '^[A-Za-z_][A-Za-z0-9_]*$': 'the NAME of an environment variable: letters, digits and _',
  '^[A-Za-z][A-Za-z0-9-]{0,63}$': 'the name of a header: letters, digits and -',
  '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$': 'the name of a bucket: 3 to 63 lower case letters, digits, - and dots',
  '^[a-z0-9-]{2,40}$': 'the name of a region, such as eu-central-1',
  '^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*/?$': 'names of folders with / between them, such as pushplan/',
  '^https?://[^\\s/?#@]+$': 'scheme and host, such as https://s3.example.com',
  '^https?://\\S+/$': 'an address that ends with /, such as https://exports.example.com/push/',
  '^[1-9][0-9]{0,4}(s|m|h)$': 'a number and s, m or h, such as 5m',
  '^[1-9][0-9]{0,4}(MB|GB)$': 'a number and MB or GB, such as 2GB',
  '^[0-9a-f]{64}$': '64 hexadecimal digits in lower case',
  '^off$': 'off',
  '^([01][0-9]|2[0-3]):[0-5][0-9]$': 'hours and minutes, such as "10:00"',
  '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$': 'hours and minutes, such as "20:00", at most "24:00"',
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$':
    'a day and a time without an offset, such as 2026-12-01T10:00',
  '^([1-9][0-9]*(m|h|d)|manual|never)$': 'a time such as 1d, manual or never',
  '^(never|on_change)$': 'never or on_change',
  '^[1-9][0-9]*(m|h|d)$': 'a number and m, h or d, such as 24h',
  '^(day|week|month|[1-9][0-9]*h)$': 'day, week, month or hours such as 36h',
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$': 'a day such as 2026-12-01, or a time such as 2026-12-01T10:00',
  '^[1-9][0-9]*(\\.[0-9]+)?x$': 'a number from 1 on and x, such as 2x',
  '^\\d+(ms|s|m|h|d)$': 'a number and ms, s, m, h or d, such as 60s',
  '^(string|number|integer|boolean|json|date)$': 'string, number, integer, boolean, json, date',
  '^(carousel|slider|Carousel|Slider)$|\\{\\{': 'carousel or slider',
  '^(plain|skip)$': 'plain or skip',
};

/** Returns the words that a pattern lists, such as the attributes of a report, so that the nearest can be suggested. */
export function wordsOfPattern(pattern: string): readonly string[] {
  const list = /^\^([A-Za-z.\\]*)\(([^\(\)]+)\)\$/v.exec(pattern);
  if (list === null) return [];
  const [, prefix = '', alternatives = ''] = list;
  const words = alternatives.split('|').filter((word) => /^\w+$/.test(word));
  return words.map((word) => `${prefix.replaceAll('\\', '')}${word}`);
}

export function describePattern(pattern: string): string | undefined {
  const described = patternWords[pattern];
  if (described !== undefined) return described;
  const [example] = wordsOfPattern(pattern);
  return example === undefined ? undefined : `one of the known words, such as ${example}`;
}

export function typesOf(schema: YamlMap): readonly string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((one) => typeof one === 'string') : [];
}

/** Describes what is expected: "a whole number or a template such as ...". */
export function describeExpected(schema: YamlMap): string {
  const { pattern, enum: choices } = schema;
  if (Array.isArray(choices)) return listWords(choices.map(describeChoice));
  const words = typesOf(schema).map((type) => {
    const exact = type === 'string' && typeof pattern === 'string' ? describePattern(pattern) : undefined;
    return exact ?? typeWords[type] ?? type;
  });
  return words.length === 0 ? 'something else' : listWords(words);
}

/** Quotes a choice that is only a sign, which would look like punctuation. */
function describeChoice(choice: unknown): string {
  return typeof choice === 'string' && /^[^\p{L}\p{N}]*$/v.test(choice) ? JSON.stringify(choice) : String(choice);
}

/** Describes a value for a message: short, and never something that may be a secret. */
export function describeValue(value: unknown, hidden: boolean): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (hidden) return 'something else (not shown: it may be a secret)';
  if (typeof value !== 'string') return `the ${typeof value} ${JSON.stringify(value)}`;
  if (value === '') return 'empty text';
  // Does not cut a character in half.
  const start = value.slice(0, 40).replace(/[\ud800-\udbff]$/, '');
  return `${JSON.stringify(start)}${value.length > 40 ? '...' : ''}`;
}

export function listWords(words: readonly string[], join: 'and' | 'or' = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`;
}
