// All the places of a campaign where deep links stand.
import { isMap, mapAt, valueAt, type YamlMap } from '../yaml/is-map.ts';
import type { Path } from '../yaml/places.ts';

export interface LinkMap {
  readonly path: Path;
  readonly links: YamlMap;
}

/** One by one, what stands under deep_link of a platform and deep_links of a card. */
export function listLinks(data: unknown): readonly LinkMap[] {
  const platforms = ['android', 'ios'].map((platform) => ['notification', platform, 'deep_link']);
  const found = platforms.map((path): LinkMap => ({ path, links: mapAt(data, ...path) }));
  const cards = listCards(data).map(({ path, card }): LinkMap => {
    return { path: [...path, 'deep_links'], links: mapAt(card, 'deep_links') };
  });
  return [...found, ...cards];
}

export interface WrittenCard {
  readonly path: Path;
  readonly card: YamlMap;
}

/** The cards of a plain list, or the one that is made from each entry of a column. */
export function listCards(data: unknown): readonly WrittenCard[] {
  const path = ['notification', 'advanced_push_payload', 'advanced_push_items'];
  const items = valueAt(data, ...path);
  if (Array.isArray(items)) {
    return items.flatMap((card, index): WrittenCard[] => (isMap(card) ? [{ path: [...path, index], card }] : []));
  }
  const card = valueAt(items, 'item');
  return isMap(card) ? [{ path: [...path, 'item'], card }] : [];
}
