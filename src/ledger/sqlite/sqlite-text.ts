// How SQLite reads the ledger's statements, which are PostgreSQL's.
import type { SQLInputValue } from 'node:sqlite';
import { isRows, type Parameter, type Rows } from '../sql.ts';

/** One statement as it is prepared, and what it is given: once, or several times. */
export interface SqliteStatement {
  readonly text: string;
  readonly bound: readonly (readonly SQLInputValue[])[];
}

/** Sorted rows that one statement inserts: the call costs more than two of them do. */
const writtenAtOnce = 20;

const substitutions: readonly (readonly [RegExp, string])[] = [
  [/ = ANY \((\$\d+)::\w+\[\]\)/gv, ' IN (SELECT value FROM json_each($1))'],
  [/ <> ALL \((\$\d+)::\w+\[\]\)/gv, ' NOT IN (SELECT value FROM json_each($1))'],
  // Its planner takes the tables of a cross join in their order, and knows no LATERAL.
  [/CROSS JOIN LATERAL \(SELECT \* FROM (\w+) WHERE ([^;]+?) OFFSET 0\) AS \1/gv, 'CROSS JOIN $1 ON $2'],
  [/\bjson_agg\((\w+)\)::text\b/gv, 'json_group_array($1)'],
  [/::(?:bigint|text)\b(?!\[)/gv, ''],
  // Blobs in one text are their bytes, one behind the other.
  [/\bstring_agg\(uuid_send\((\w+)\), ''\)/gv, "CAST(string_agg($1, '') AS BLOB)"],
  // What is a uuid there is a blob here, and every number may be given.
  [/\buuid_send\((\w+)\)/gv, '$1'],
  [/\bencode\((\w+), 'hex'\)/gv, 'hex($1)'],
  [/(\$\d+)::uuid\b(?!\[)/gv, 'unhex($1)'],
  [/ OVERRIDING SYSTEM VALUE\b/gv, ''],
  // A writer is alone from the beginning of its transaction.
  [/ FOR (?:NO KEY )?UPDATE(?: OF \w+)?$/gv, ''],
  [/( LIMIT \$\d+) FOR UPDATE SKIP LOCKED(?=\s*\))/gv, '$1'],
  [/\bgreatest\(/gv, 'max('],
  [/\bleast\(/gv, 'min('],
  [/\$(\d+)/gv, '?$1'],
];

/** By their text: those of one row or of one value are others than those of many. */
const read = new Map<string, string>();
const readOfOne = new Map<string, string>();
const readOfSome = new Map<string, string>();
/** By the one column that differs from row to row. */
const readOfColumn = new Map<number, Map<string, string>>();

/** Rows as one list, which costs one statement. */
export function sqliteStatement(text: string, parameters: readonly Parameter[]): SqliteStatement {
  const [at, rows] = rowsIn(parameters);
  if (rows === undefined) return withoutRows(text, parameters);
  const column = onlyColumnOf(rows);
  if (column !== undefined) return withColumn(text, parameters, { at, rows, column });
  const list = (): string => text.replace(nameOf(at), () => `(SELECT key AS place${listColumns(rows, at)})`);
  return { text: known(read, text, list), bound: [parameters.map(valueOf)] };
}

/** Undefined where several differ, or none. */
function onlyColumnOf({ columns, values: [first = [], ...others] }: Rows): number | undefined {
  const differing = columns.keys().filter((column) => others.some((row) => row[column] !== first[column]));
  const [column, second] = [...differing.take(2)];
  return second === undefined ? column : undefined;
}

/** What all rows have alike is given once, and the list has no lists in it: to take these apart takes longer than to look up what they ask for. */
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
 * Rows one after the other, which costs less where each of them is written. Some at once where they are sorted: SQLite keeps a copy of each
 * page that such a statement changes, so that in no order it would cost more.
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

/** One after the other. `flat` takes as long as SQLite does with them. */
function joined(rows: Rows['values']): SQLInputValue[] {
  const values: SQLInputValue[] = [];
  for (const row of rows) for (const value of row) values.push(value);
  return values;
}

/** `$2` is the parameter at 1. */
function rowsIn(parameters: readonly Parameter[]): readonly [at: number, rows: Rows | undefined] {
  const at = parameters.findIndex(isRows);
  const rows = parameters[at];
  return [at, rows !== undefined && isRows(rows) ? rows : undefined];
}

function nameOf(at: number): string {
  return `rows($${at + 1})`;
}

/** A list of one is no list: to be equal costs less than to be in it. */
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

/** Array.isArray forgets of what. */
function isList(parameter: Parameter | undefined): parameter is Extract<Parameter, readonly unknown[]> {
  return Array.isArray(parameter);
}

/** The columns of a statement's rows are the same each time. */
function known(texts: Map<string, string>, text: string, expand: () => string): string {
  const found = texts.get(text);
  if (found !== undefined) return found;
  const translated = substitutions.reduce((changed, [what, by]) => changed.replaceAll(what, by), expand().trim());
  const bare = withoutNumbers(translated);
  texts.set(text, bare);
  return bare;
}

/** Where each parameter stands once and in its order: to look one up by its number takes the longer the more there are. */
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

/** One row is no table: each of its columns stands where it is used. Only what inserts can be given `count` of them. */
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
