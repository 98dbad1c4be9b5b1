// A fragment: JSON text with leaves in it. Text that is the same for everybody is written once, when the campaign is compiled.
import type { Leaf } from './leaf.ts';
import { RowFault } from '../row-fault.ts';
import { cardScope, type RowScope, type Scope } from '../templates/scope.ts';
import type { RowValues } from '../columns/type-row.ts';

/** Cards made from the entries of a list column. */
interface ItemList {
  readonly kind: 'items';
  readonly column: string;
  /** The largest number of cards. Further entries are left out. */
  readonly max: number;
  readonly item: Fragment;
}

export type Part = string | Leaf | ItemList;
export type Fragment = readonly Part[];

/** Returns the JSON text. `row` is the scope of the row. `scope` is the scope of the fragment: that of the row or of a card. */
export function renderFragment(fragment: Fragment, scope: Scope, row: RowScope): string {
  let json = '';
  for (const part of fragment) {
    if (typeof part === 'string') json += part;
    else if (part.kind === 'leaf') json += part.toJson(part.print(scope));
    else json += renderItems(part, row);
  }
  return json;
}

function renderItems({ column, max, item }: ItemList, row: RowScope): string {
  const entries = readEntries(row.context, column);
  const last = Math.min(entries.length, max) - 1;
  let json = '[';
  for (let index = 0; index <= last; index += 1) {
    if (index > 0) json += ',';
    json += renderFragment(item, cardScope(entries[index], row, index, last), row);
  }
  return `${json}]`;
}

/** Returns the list in a column; an empty list if the value is empty. Throws a RowFault (PP224) if it is anything else. */
export function readEntries(root: RowValues, column: string): readonly unknown[] {
  const value = root[column];
  if (Array.isArray(value)) return value;
  if (value === null || value === '') return [];
  throw new RowFault('PP224', `the column ${column} does not hold a list`);
}

/** Joins adjacent texts, so that there are fewer parts to render. */
export function mergeTexts(parts: Fragment): Fragment {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}
