// The scope of a template: the values in which its names are looked up, and the scopes around it.
import type { RowValues } from '../columns/type-row.ts';

/** The @variables. Those of the surrounding block are in `_parent` (`@../index`). */
export type Variables = Readonly<Record<string, unknown>>;

export interface Scope {
  /** The value in which a bare name is looked up. */
  readonly context: unknown;
  /** The scope that `../` leads to. */
  readonly outer: Scope | undefined;
  readonly variables: Variables;
  /** The values that `as |entry label|` names. */
  readonly named: readonly unknown[];
}

export interface RowScope extends Scope {
  readonly context: RowValues;
}

const none: readonly unknown[] = [];

/** The scope for values that depend on no row. */
export const nowhere: Scope = { context: undefined, outer: undefined, variables: {}, named: none };

export function rowScope(row: RowValues): RowScope {
  return { context: row, outer: undefined, variables: { root: row }, named: none };
}

/** The scope of a card made from an entry. `around` is the scope of the row. */
export function cardScope(entry: unknown, around: RowScope, index: number, last: number): Scope {
  const variables = { root: around.context, index, number: index + 1, first: index === 0, last: index === last };
  return { context: entry, outer: around, variables, named: none };
}

/** The scope in the body of a block that has a context of its own. */
export function bodyScope(entry: unknown, label: unknown, around: Scope, more: Variables): Scope {
  const { variables: outside } = around;
  return {
    context: entry,
    outer: around,
    variables: { ...outside, ...more, _parent: outside },
    named: [entry, label],
  };
}

/** The scope in a partial, which sees nothing around its call except the variables. */
export function partialScope(context: unknown, { variables }: Scope): Scope {
  return { context, outer: undefined, variables, named: none };
}
