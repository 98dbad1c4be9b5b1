// What names mean at one place in a template: columns of the row, fields of an entry, names that a block or a partial gives.

/** What a bare name is looked up in. `given` are names from the call of a partial, which come first. */
export interface Context {
  readonly kind: 'row' | 'entry';
  /** With the column that each stands for, where it stands for one as it is. */
  readonly given: ReadonlyMap<string, string | undefined>;
}

export interface Names {
  /** Innermost last; `../` goes one back. */
  readonly contexts: readonly Context[];
  /** `as |name|` of the blocks around. */
  readonly blockParams: ReadonlySet<string>;
  /** @variables. */
  readonly variables: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const row: Context = { kind: 'row', given: new Map() };
const entry: Context = { kind: 'entry', given: new Map() };

/** In most fields of a campaign. */
export const rowNames: Names = { contexts: [row], blockParams: none, variables: none };

/** In `advanced_push_items.item`. */
export const itemNames: Names = {
  contexts: [row, entry],
  blockParams: none,
  variables: new Set(['number', 'index', 'first', 'last']),
};

export function contextAt(names: Names, depth: number): Context | undefined {
  return names.contexts[names.contexts.length - 1 - depth];
}

/** Inside of `each` or `with`. */
export function enterBody(names: Names, blockParams: readonly string[], variables: readonly string[]): Names {
  return {
    contexts: [...names.contexts, entry],
    blockParams: new Set([...names.blockParams, ...blockParams]),
    variables: new Set([...names.variables, ...variables]),
  };
}

/** Inside of a partial: it sees the context it is called with, not what is around that. */
export function enterPartial(names: Names, onEntry: boolean, given: Context['given']): Names {
  const context = onEntry ? entry : (contextAt(names, 0) ?? entry);
  return {
    contexts: [{ kind: context.kind, given: new Map([...context.given, ...given]) }],
    blockParams: none,
    variables: names.variables,
  };
}
