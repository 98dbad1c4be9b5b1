// A fragment: JSON text with leaves in it. Whatever is the same for everybody is written once, when the campaign is compiled.
import type { Variables } from './helpers/bind-helpers.ts';
import type { Leaf } from './leaf.ts';
import { RowFault } from './row-fault.ts';
import type { RowValues } from './type-row.ts';

/** Cards made from the entries of a list column. */
interface ItemList {
  readonly kind: 'items';
  readonly column: string;
  /** Entries beyond these are left out. */
  readonly max: number;
  readonly item: Fragment;
}

export type Part = string | Leaf | ItemList;
export type Fragment = readonly Part[];

export function renderFragment(
  fragment: Fragment,
  contexts: readonly unknown[],
  root: RowValues,
  variables: Variables,
): string {
  let json = '';
  for (const part of fragment) {
    if (typeof part === 'string') json += part;
    else if (part.kind === 'leaf') json += part.toJson(part.print(contexts, variables));
    else json += renderItems(part, root);
  }
  return json;
}

function renderItems({ column, max, item }: ItemList, root: RowValues): string {
  const entries = readEntries(root, column).slice(0, max);
  const items = entries.map((entry, index) => {
    const variables = { root, index, number: index + 1, first: index === 0, last: index === entries.length - 1 };
    return renderFragment(item, [entry, root], root, variables);
  });
  return `[${items.join(',')}]`;
}

/** The list in a column; none when it is empty. */
export function readEntries(root: RowValues, column: string): readonly unknown[] {
  const value = root[column];
  if (Array.isArray(value)) return value;
  if (value === null || value === '') return [];
  throw new RowFault('PP224', `the column ${column} does not hold a list`);
}

/** Joins neighbouring texts, so that rendering has fewer parts to go over. */
export function mergeTexts(parts: Fragment): Fragment {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}
