// What names mean at one place in a template: columns of the row, fields of an entry, names that a block or a partial gives.
import type { OpenTable } from '../tables.ts';

/** What is known of a table whose row is looked into. */
export type EnteredTable = Pick<OpenTable, 'name' | 'columns' | 'nested'>;

/** What a bare name is looked up in. `given` are names from the call of a partial, which come first. */
export interface NameContext {
  readonly kind: 'row' | 'entry';
  /** With the column that each stands for, where it stands for one as it is. */
  readonly given: ReadonlyMap<string, string | undefined>;
  /** The names that lead to it from the row, of which a list has none for its entries; undefined where that is not known. */
  readonly from?: readonly string[] | undefined;
  /** Where it is a row of a table: names are its columns. */
  readonly table?: EnteredTable | undefined;
}

export interface Names {
  /** Innermost last; `../` goes one back. */
  readonly contexts: readonly NameContext[];
  /** `as |name|` of the blocks around. */
  readonly blockParams: ReadonlySet<string>;
  /** @variables. */
  readonly variables: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const row: NameContext = { kind: 'row', given: new Map(), from: [] };

function entryOf(from: readonly string[] | undefined, table?: EnteredTable): NameContext {
  return { kind: 'entry', given: new Map(), from, table };
}

/** In most fields of a campaign. */
export const rowNames: Names = { contexts: [row], blockParams: none, variables: none };

/** In `advanced_push_items.item`, for the entries of a column. */
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

/** What a block looks into, and the names that it gives. */
interface Entered {
  readonly from: readonly string[] | undefined;
  readonly table: EnteredTable | undefined;
  readonly blockParams: readonly string[];
  readonly variables: readonly string[];
}

/** Inside of `each` or `with`. */
export function enterBody(names: Names, { from, table, blockParams, variables }: Entered): Names {
  return {
    contexts: [...names.contexts, entryOf(from, table)],
    blockParams: new Set([...names.blockParams, ...blockParams]),
    variables: new Set([...names.variables, ...variables]),
  };
}

/** Inside of a partial: it sees the context it is called with, not what is around that. `entered` is absent where that is the same. */
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
