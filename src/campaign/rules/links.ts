// Lists the places of a campaign that have deep links or cards.
import { isMap, mapAt, valueAt, type YamlMap } from '../../is-map.ts';
import type { Path } from '../yaml/places.ts';

export interface LinkMap {
  readonly path: Path;
  readonly links: YamlMap;
}

/** Lists the map below deep_link of each platform and deep_links of each card, one by one. */
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

/** Returns the cards of a plain list, or the one card that is made from each entry of a column. */
export function listCards(data: unknown): readonly WrittenCard[] {
  const path = ['notification', 'advanced_push_payload', 'advanced_push_items'];
  const items = valueAt(data, ...path);
  if (Array.isArray(items)) {
    return items.flatMap((card, index): WrittenCard[] => (isMap(card) ? [{ path: [...path, index], card }] : []));
  }
  const card = valueAt(items, 'item');
  return isMap(card) ? [{ path: [...path, 'item'], card }] : [];
}
