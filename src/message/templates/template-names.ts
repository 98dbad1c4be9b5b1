// The meaning of names at one place in a template: columns of the row, fields of an entry, and names that a block or a partial defines.
import type { OpenTable } from '../tables.ts';

/** The known facts about a table that a row is taken from. */
export type EnteredTable = Pick<OpenTable, 'name' | 'columns' | 'nested'>;

/** The context in which a bare name is looked up. Names in `given` come from the call of a partial and are tried first. */
export interface NameContext {
  readonly kind: 'row' | 'entry';
  /** Each name with the column that it stands for, if it stands for a whole column. */
  readonly given: ReadonlyMap<string, string | undefined>;
  /** The names that lead to the context from the row. Entries of a list add no name. Undefined if that is not known. */
  readonly from?: readonly string[] | undefined;
  /** The table, if the context is a row of one. Names are then its columns. */
  readonly table?: EnteredTable | undefined;
}

export interface Names {
  /** The contexts, innermost last. `../` goes one back. */
  readonly contexts: readonly NameContext[];
  /** The names of `as |name|` in the surrounding blocks. */
  readonly blockParams: ReadonlySet<string>;
  /** The names of the @variables. */
  readonly variables: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const row: NameContext = { kind: 'row', given: new Map(), from: [] };

function entryOf(from: readonly string[] | undefined, table?: EnteredTable): NameContext {
  return { kind: 'entry', given: new Map(), from, table };
}

/** The names in most fields of a campaign. */
export const rowNames: Names = { contexts: [row], blockParams: none, variables: none };

/** The names in `advanced_push_items.item`, for the entries of a column. */
export function itemNames(column: string): Names {
  return {
    contexts: [row, entryOf([column])],
    blockParams: none,
    variables: new Set(['number', 'index', 'first', 'last']),
  };
}

export function contextAt(names: Names, depth: number): NameContext | undefined {
  return names.contexts[names.contexts.length - 1 - depth];
}

/** The context that a block opens, and the names that it defines. */
interface Entered {
  readonly from: readonly string[] | undefined;
  readonly table: EnteredTable | undefined;
  readonly blockParams: readonly string[];
  readonly variables: readonly string[];
}

/** Returns the names in the body of `each` or `with`. */
export function enterBody(names: Names, { from, table, blockParams, variables }: Entered): Names {
  return {
    contexts: [...names.contexts, entryOf(from, table)],
    blockParams: new Set([...names.blockParams, ...blockParams]),
    variables: new Set([...names.variables, ...variables]),
  };
}

/**
 * Returns the names in a partial. It sees the context that it is called with, but nothing around it. `entered` is undefined if that is the context of
 * the call.
 */
export function enterPartial(
  names: Names,
  entered: Pick<Entered, 'from' | 'table'> | undefined,
  given: NameContext['given'],
): Names {
  const around = entered === undefined ? contextAt(names, 0) : undefined;
  const context = around ?? entryOf(entered?.from, entered?.table);
  return {
    contexts: [{ ...context, given: new Map([...context.given, ...given]) }],
    blockParams: none,
    variables: names.variables,
  };
}
