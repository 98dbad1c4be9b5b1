// Finds what names in a template mean at a place: whether it is in a card or in the body of a block, and of which column.
import { isEachItems } from '../message/fragments/build-fragment.ts';
import { helperTable } from '../message/helpers/helper-table.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { linkVariables } from '../campaign/link-params.ts';
import type { Path, Place } from '../campaign/yaml/places.ts';
import type { EditorPlace } from './editor-knowledge.ts';

export interface ScopeAt {
  /** The number of ../ that lead to the row. */
  readonly depth: number;
  /** The column in whose entry names are looked up first; undefined in the row itself. */
  readonly list: string | undefined;
  /** The available @variables, without the @. */
  readonly variables: readonly string[];
}

const cardVariables = ['number', 'index', 'first', 'last'];

/** `campaign` is the campaign of the file, if the file is one. */
export function findScope(place: EditorPlace, campaign: Campaign | undefined): ScopeAt {
  const around: ScopeAt =
    campaign === undefined ? inRow : scopeIn(campaign, pathAt(campaign.places.root, place.offset));
  return openBlocks(place).reduce<ScopeAt>(
    ({ depth, variables }, { helper, list }) => ({
      depth: depth + 1,
      list,
      variables: [...new Set([...variables, ...variablesOf(helper)])],
    }),
    around,
  );
}

const inRow: ScopeAt = { depth: 0, list: undefined, variables: [] };

function scopeIn(campaign: Campaign, path: Path): ScopeAt {
  const card = findCardColumn(campaign, path);
  if (card !== undefined) return { depth: 1, list: card, variables: cardVariables };
  return path[0] === 'link_params' ? { ...inRow, variables: linkVariables(campaign) } : inRow;
}

interface OpenBlock {
  readonly helper: string;
  /** The first name of the path that the block iterates or enters. */
  readonly list: string;
}

/** Returns the blocks with names of their own that begin before the place and are still open there. */
function openBlocks({ text, offset }: EditorPlace): readonly OpenBlock[] {
  const open: OpenBlock[] = [];
  const tags = /\{\{~?#\s*(?<helper>each|with)\s+(?<list>[^\s\{\}~]+)(?:\s[^\{\}]*)?~?\}\}|\{\{~?\/(?:each|with)\b/gv;
  for (const { groups: { helper, list } = {} } of text.slice(0, offset).matchAll(tags)) {
    if (helper === undefined) open.pop();
    else open.push({ helper, list: firstName(list ?? '') });
  }
  return open;
}

/** Returns the first name of a path: items in ../items.[0].price. */
export function firstName(path: string): string {
  const [, bracketed, plain = ''] = /^(?:\.\.\/|this[.\/])*(?:\[([^\]]*)\]|([^.\/]*))/v.exec(path) ?? [];
  return bracketed ?? plain;
}

function variablesOf(name: string): readonly string[] {
  const helper = helperTable.get(name);
  return helper?.kind === 'block' ? helper.variables : [];
}

/** Returns the column that the cards are made of, if the place is in a card. */
function findCardColumn({ variants }: Campaign, path: Path): string | undefined {
  const at = path.indexOf('advanced_push_items');
  if (at === -1 || path[at + 1] !== 'item') return undefined;
  return variants
    .map(({ notification }) => notification.advanced_push_payload?.advanced_push_items)
    .find((items) => isEachItems(items))?.each;
}

/** Returns the path of the last value that begins at or before the offset. */
function pathAt(root: Place, offset: number): Path {
  let last: readonly [string, Place] | undefined;
  for (const child of root.children ?? []) if ((child[1].key ?? child[1].value) <= offset) last = child;
  return last === undefined ? [] : [last[0], ...pathAt(last[1], offset)];
}
