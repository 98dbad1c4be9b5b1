// Translates the ledger's statements, which are PostgreSQL's, for SQLite.
import type { SQLInputValue } from 'node:sqlite';
import { isRows, type Parameter, type Rows } from '../sql.ts';

/** A statement to prepare, with the values to bind for each execution. */
export interface SqliteStatement {
  readonly text: string;
  readonly bound: readonly (readonly SQLInputValue[])[];
}

/** The number of sorted rows that one statement inserts: a call costs more than inserting two rows. */
const writtenAtOnce = 20;

const substitutions: readonly (readonly [RegExp, string])[] = [
  [/ = ANY \((\$\d+)::\w+\[\]\)/gv, ' IN (SELECT value FROM json_each($1))'],
  [/ <> ALL \((\$\d+)::\w+\[\]\)/gv, ' NOT IN (SELECT value FROM json_each($1))'],
  // SQLite has no LATERAL. Its planner keeps the order of the tables in a CROSS JOIN.
  [/CROSS JOIN LATERAL \(SELECT \* FROM (\w+) WHERE ([^;]+?) OFFSET 0\) AS \1/gv, 'CROSS JOIN $1 ON $2'],
  [/\bjson_agg\((\w+)\)::text\b/gv, 'json_group_array($1)'],
  [/::(?:bigint|text)\b(?!\[)/gv, ''],
  // Aggregating blobs as text concatenates their bytes.
  [/\bstring_agg\(uuid_send\((\w+)\), ''\)/gv, "CAST(string_agg($1, '') AS BLOB)"],
  // A uuid is a blob in SQLite, and any number may be inserted as a key.
  [/\buuid_send\((\w+)\)/gv, '$1'],
  [/\bencode\((\w+), 'hex'\)/gv, 'hex($1)'],
  [/(\$\d+)::uuid\b(?!\[)/gv, 'unhex($1)'],
  [/ OVERRIDING SYSTEM VALUE\b/gv, ''],
  // SQLite has one writer at a time, from the beginning of its transaction.
  [/ FOR (?:NO KEY )?UPDATE(?: OF \w+)?$/gv, ''],
  [/( LIMIT \$\d+) FOR UPDATE SKIP LOCKED(?=\s*\))/gv, '$1'],
  [/\bgreatest\(/gv, 'max('],
  [/\bleast\(/gv, 'min('],
  [/\$(\d+)/gv, '?$1'],
];

/** Translated statements by their original text. The translation for one row or one value differs from that for many. */
const read = new Map<string, string>();
const readOfOne = new Map<string, string>();
const readOfSome = new Map<string, string>();
/** The same, by the only column whose values differ between the rows. */
const readOfColumn = new Map<number, Map<string, string>>();

/** Passes rows as one list, to a single statement. */
export function sqliteStatement(text: string, parameters: readonly Parameter[]): SqliteStatement {
  const [at, rows] = rowsIn(parameters);
  if (rows === undefined) return withoutRows(text, parameters);
  const column = onlyColumnOf(rows);
  if (column !== undefined) return withColumn(text, parameters, { at, rows, column });
  const list = (): string => text.replace(nameOf(at), () => `(SELECT key AS place${listColumns(rows, at)})`);
  return { text: known(read, text, list), bound: [parameters.map(valueOf)] };
}

/** Returns the only column whose values differ between the rows. Undefined if there are several, or none. */
function onlyColumnOf({ columns, values: [first = [], ...others] }: Rows): number | undefined {
  const differing = columns.keys().filter((column) => others.some((row) => row[column] !== first[column]));
  const [column, second] = [...differing.take(2)];
  return second === undefined ? column : undefined;
}

/**
 * Passes values that all rows share only once, so that the list contains no nested lists: unpacking these takes longer than the look-ups themselves.
 */
function withColumn(
  text: string,
  parameters: readonly Parameter[],
  { at, rows: { columns, values }, column }: { readonly at: number; readonly rows: Rows; readonly column: number },
): SqliteStatement {
  const texts = readOfColumn.get(column) ?? new Map<string, string>();
  readOfColumn.set(column, texts);
  const expand = (): string => {
    let next = parameters.length;
    const named = columns.map(([name, kind], index) => {
      const value = index === column ? 'value' : `$${(next += 1)}`;
      return `${kind === 'hash' ? `unhex(${value})` : value} AS ${name}`;
    });
    return text.replace(nameOf(at), () => `(SELECT key AS place, ${named.join(', ')} FROM json_each($${at + 1}))`);
  };
  const list = JSON.stringify(values.map((row) => row[column]));
  const given = parameters.map((parameter, index) => (index === at ? list : valueOf(parameter)));
  const [first = []] = values;
  const alike = first.filter((_, index) => index !== column);
  return { text: known(texts, text, expand), bound: [[...given, ...alike]] };
}

/**
 * Writes rows one after the other, which costs less than a list if each of them is written. Sorted rows are written in blocks: SQLite keeps a copy of
 * each page that such a statement changes, so for unsorted rows blocks would cost more.
 */
export function sqliteWrites(text: string, parameters: readonly Parameter[]): readonly SqliteStatement[] {
  const [at, rows] = rowsIn(parameters);
  if (rows === undefined) return [withoutRows(text, parameters)];
  const isLast = at === parameters.length - 1;
  const others = isLast ? parameters.slice(0, at) : parameters;
  const values = others.map((parameter) => (isRows(parameter) ? null : valueOf(parameter)));
  const single = text.replace(` FROM ${nameOf(at)} AS mine`, '');
  const textOf = (texts: Map<string, string>, count: number): string =>
    known(texts, text, () => inPlace(single, rows, values.length + 1, count));
  const inSome = rows.isSorted === true ? rows.values.length - (rows.values.length % writtenAtOnce) : 0;
  const blocks = Array.from({ length: inSome / writtenAtOnce }, (_, block) =>
    rows.values.slice(block * writtenAtOnce, (block + 1) * writtenAtOnce),
  );
  return [
    { text: textOf(readOfSome, writtenAtOnce), bound: blocks.map((block) => [...values, ...joined(block)]) },
    { text: textOf(readOfOne, 1), bound: rows.values.slice(inSome).map((row) => [...values, ...row]) },
  ];
}

/** Concatenates the rows. `flat` would take as long as SQLite takes to write them. */
function joined(rows: Rows['values']): SQLInputValue[] {
  const values: SQLInputValue[] = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
}

/** Finds the parameter that holds rows. The index 1 stands for `$2`. */
function rowsIn(parameters: readonly Parameter[]): readonly [at: number, rows: Rows | undefined] {
  const at = parameters.findIndex(isRows);
  const rows = parameters[at];
  return [at, rows !== undefined && isRows(rows) ? rows : undefined];
}

function nameOf(at: number): string {
  return `rows($${at + 1})`;
}

/** Translates a statement without rows. A list of one value becomes `=`, which costs less than `IN`. */
function withoutRows(text: string, parameters: readonly Parameter[]): SqliteStatement {
  const [first, ...others] = parameters;
  const isOne = isList(first) && first.length === 1 && text.includes(anyOfFirst);
  if (!isOne) return { text: known(read, text, () => text), bound: [parameters.map(valueOf)] };
  return {
    text: known(readOfOne, text, () => text.replace(/ = ANY \(\$1::\w+\[\]\)/v, ' = $1')),
    bound: [[...first, ...others].map(valueOf)],
  };
}

const anyOfFirst = ' = ANY ($1::';

/** Array.isArray() does not keep the type of the elements. */
function isList(parameter: Parameter | undefined): parameter is Extract<Parameter, readonly unknown[]> {
  return Array.isArray(parameter);
}

/** Returns the translation from the cache, or adds it. The columns of a statement's rows are always the same. */
function known(texts: Map<string, string>, text: string, expand: () => string): string {
  const found = texts.get(text);
  if (found !== undefined) return found;
  const translated = substitutions.reduce((changed, [what, by]) => changed.replaceAll(what, by), expand().trim());
  const bare = withoutNumbers(translated);
  texts.set(text, bare);
  return bare;
}

/** Removes the numbers of the parameters if each occurs once and in order: looking one up by its number takes longer the more there are. */
function withoutNumbers(text: string): string {
  const numbers = Array.from(text.matchAll(/\?(\d+)/gv), ([, number]) => Number(number));
  return numbers.every((number, index) => number === index + 1) ? text.replaceAll(/\?\d+/gv, '?') : text;
}

function listColumns({ columns }: Rows, at: number): string {
  const values = columns.map(([name, kind], index) => {
    const value = `value ->> ${index}`;
    return `, ${kind === 'hash' ? `unhex(${value})` : value} AS ${name}`;
  });
  return `${values.join('')} FROM json_each($${at + 1})`;
}

/** Replaces each column of a row by its parameter where it is used. Only an INSERT can take `count` rows. */
function inPlace(text: string, { columns }: Rows, first: number, count: number): string {
  const named = (from: number, part: string): string =>
    columns.reduce((changed, [name, kind], index) => {
      const value = kind === 'hash' ? `unhex($${from + index})` : `$${from + index}`;
      return changed.replaceAll(new RegExp(`\\bmine\\.${name}\\b`, 'gv'), () => value);
    }, part);
  return named(
    first,
    text.replace(
      /^(INSERT [^\)]+\))\s+SELECT ([^;]+?)(?: WHERE true)?(\s+ON CONFLICT DO NOTHING)?$/v,
      (_, insert: string, row: string, conflict = '') => {
        const rows = Array.from({ length: count }, (_row, place) => `(${named(first + place * columns.length, row)})`);
        return `${insert} VALUES ${rows.join(', ')}${conflict}`;
      },
    ),
  );
}

function valueOf(parameter: Parameter): SQLInputValue {
  if (typeof parameter === 'boolean') return parameter ? 1 : 0;
  if (parameter === null || typeof parameter !== 'object' || parameter instanceof Uint8Array) return parameter;
  return JSON.stringify(isRows(parameter) ? parameter.values : parameter);
}
