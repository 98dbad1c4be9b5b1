// Where a template stands: what its names are looked up in, and what is around that.
import type { RowValues } from '../columns/type-row.ts';

/** @variables; those of the block around are `_parent` (`@../index`). */
export type Variables = Readonly<Record<string, unknown>>;

export interface Scope {
  /** What a bare name is looked up in. */
  readonly context: unknown;
  /** `../` leads there. */
  readonly outer: Scope | undefined;
  readonly variables: Variables;
  /** What `as |entry label|` names. */
  readonly named: readonly unknown[];
}

export interface RowScope extends Scope {
  readonly context: RowValues;
}

const none: readonly unknown[] = [];

/** For what is the same everywhere. */
export const nowhere: Scope = { context: undefined, outer: undefined, variables: {}, named: none };

export function rowScope(row: RowValues): RowScope {
  return { context: row, outer: undefined, variables: { root: row }, named: none };
}

/** In a card that is made of an entry; `around` is that of the row. */
export function cardScope(entry: unknown, around: RowScope, index: number, last: number): Scope {
  const variables = { root: around.context, index, number: index + 1, first: index === 0, last: index === last };
  return { context: entry, outer: around, variables, named: none };
}

/** In the body of a block that has a context of its own. */
export function bodyScope(entry: unknown, label: unknown, around: Scope, more: Variables): Scope {
  const { variables: outside } = around;
  return {
    context: entry,
    outer: around,
    variables: { ...outside, ...more, _parent: outside },
    named: [entry, label],
  };
}

/** In a partial, which sees nothing that is around its call but the variables. */
export function partialScope(context: unknown, { variables }: Scope): Scope {
  return { context, outer: undefined, variables, named: none };
}
