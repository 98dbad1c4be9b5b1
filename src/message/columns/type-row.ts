// Converts a row to the form that templates use: the columns that they read, each with its declared type.
import { bareObject } from '../bare-object.ts';
import type { Columns } from './columns.ts';
import { isBlank } from '../helpers/read-value.ts';
import type { MadeList } from './made-lists.ts';
import { ownValueOf } from '../templates/own-value.ts';
import { cellOf, type Recipient } from '../recipient.ts';
import type { RowProblem } from '../renderer.ts';
import { typeValue, type Mismatch } from './type-value.ts';

/** Values by column, without a prototype. Contains every column that is read; a missing value is null. */
export type RowValues = Readonly<Record<string, unknown>>;

export type TypedRow =
  | { readonly kind: 'row'; readonly values: RowValues }
  | { readonly kind: 'invalid'; readonly problem: RowProblem };

export function createRowTyper(columns: Columns, read: ReadonlySet<string>): (recipient: Recipient) => TypedRow {
  const fill = createFiller(columns, read);
  return (recipient) => {
    const values = bareObject();
    const problem = fill(recipient, values);
    return problem === undefined ? { kind: 'row', values } : invalid(problem);
  };
}

type Raw = Pick<Recipient, 'values' | 'cells'>;

interface Misfit {
  readonly column: string;
  readonly mismatch: Mismatch;
}

/** Puts the typed values of a row into `values`. Returns the first value that does not fit, if any. */
type Filler = (raw: Raw, values: Record<string, unknown>) => Misfit | undefined;

function createFiller(columns: Columns, read: ReadonlySet<string>): Filler {
  const made = Array.from(read, (name) => createListFiller(name, columns)).filter((fill) => fill !== undefined);
  const wanted = Array.from(read)
    .filter((name) => columns.made(name) === undefined)
    .map((name) => ({ name, read: ownValueOf(name), type: columns.declared(name), form: columns.form(name) }));
  return (raw, values) => {
    for (const { name, read: readOwn, type, form } of wanted) {
      const value = raw.cells === undefined ? readOwn(raw.values) : raw.cells.read(name);
      if (type === undefined) {
        values[name] = value ?? null;
        continue;
      }
      const typed = typeValue(value, type, form);
      if (typed.kind === 'mismatch') return { column: name, mismatch: typed };
      values[name] = typed.value;
    }
    for (const fill of made) {
      const misfit = fill(raw, values);
      if (misfit !== undefined) return misfit;
    }
    return undefined;
  };
}

/** Returns undefined for a column of the file. */
function createListFiller(name: string, columns: Columns): Filler | undefined {
  const list = columns.made(name);
  if (list === undefined) return undefined;
  return list.kind === 'numbered'
    ? createNumberedFiller(name, list.entries, columns)
    : createGroupFiller(name, columns);
}

/** Makes a list from numbered columns. An entry whose columns are all empty is left out. */
function createNumberedFiller(
  name: string,
  entries: Extract<MadeList, { readonly kind: 'numbered' }>['entries'],
  columns: Columns,
): Filler {
  const fill = createFiller(columns, new Set(entries.flatMap((parts) => parts.map(({ column }) => column))));
  return (raw, values) => {
    const typed = bareObject();
    const misfit = fill(raw, typed);
    if (misfit !== undefined) return misfit;
    values[name] = entries
      .filter((parts) => parts.some(({ column }) => !isBlank(cellOf(raw, column))))
      .map((parts) => entryOf(parts, typed));
    return undefined;
  };
}

function entryOf(
  parts: readonly { readonly field: string | undefined; readonly column: string }[],
  typed: RowValues,
): unknown {
  const entry = bareObject();
  for (const { field, column } of parts) {
    if (field === undefined) return typed[column];
    entry[field] = typed[column];
  }
  return entry;
}

/** Makes a list from the rows of a person, which the reader gives as they were read. */
function createGroupFiller(name: string, columns: Columns): Filler {
  const inRow = new Set(columns.names.filter((one) => one !== name));
  const fill = createFiller(columns, inRow);
  return (raw, values) => {
    const rows = cellOf(raw, name);
    const entries: RowValues[] = [];
    for (const row of readRows(rows)) {
      const entry = bareObject();
      const misfit = fill({ values: isRow(row) ? row : {} }, entry);
      if (misfit !== undefined) return misfit;
      entries.push(entry);
    }
    values[name] = entries;
    return undefined;
  };
}

function readRows(rows: unknown): readonly unknown[] {
  return Array.isArray(rows) ? rows : [];
}

function isRow(row: unknown): row is Recipient['values'] {
  return typeof row === 'object' && row !== null;
}

function invalid({ column: name, mismatch: { wanted, help } }: Misfit): TypedRow {
  const message = `the column ${name} does not hold ${wanted}`;
  return {
    kind: 'invalid',
    problem: { code: 'PP220', message, path: `audience.columns.${name}`, ...(help !== undefined && { help }) },
  };
}
