// How many cards a carousel or slider may have, and how many the campaign file allows, before any row is read.
import { campaignSchema } from '../../generated/campaign-schema.ts';
import { isMap, valueAt } from '../../is-map.ts';
import type { Path } from '../yaml/places.ts';

const { minItems, maxItems, properties } =
  campaignSchema.properties.notification.properties.advanced_push_payload.properties.advanced_push_items;

interface CardRange {
  readonly fewest: number;
  readonly most: number;
}

/** The range on the vendor's page on bulk pushes, the only page with numbers. */
export const usualCards: CardRange = {
  fewest: properties.short.properties.below.default,
  most: properties.max.default,
};

/** The range that pushplan accepts. */
export const possibleCards: CardRange = { fewest: minItems, most: maxItems };

/** Returns a text such as "3 to 6". */
export function showCards({ fewest, most }: CardRange): string {
  return `${fewest} to ${most}`;
}

/** What a recipient with fewer than `below` entries gets: a notification without cards, or none. */
export interface Short {
  readonly below: number;
  readonly instead: 'plain' | 'skip';
}

/** `short` as the schema allows it. A text is plain or skip. */
export type WrittenShort = string | { readonly below?: number; readonly then?: 'plain' | 'skip' };

export function readShort(written: WrittenShort = {}): Short {
  if (typeof written === 'string') return { below: usualCards.fewest, instead: written === 'skip' ? 'skip' : 'plain' };
  return { below: written.below ?? usualCards.fewest, instead: written.then ?? 'plain' };
}

/** A number of cards that a recipient may get. */
export interface CardCount {
  readonly cards: number;
  /** Its path from the root of the campaign file. */
  readonly path: Path;
  readonly kind: 'list' | 'max' | 'below';
}

/** Returns the number of cards of a plain list, or the most and the fewest of `each`. The parsed file need not fit the schema. */
export function listCardCounts(data: unknown): readonly CardCount[] {
  const path = ['notification', 'advanced_push_payload', 'advanced_push_items'];
  const items = valueAt(data, ...path);
  if (Array.isArray(items)) return [{ cards: items.length, path, kind: 'list' }];
  if (!isMap(items)) return [];
  const { max } = items;
  const below = valueAt(items, 'short', 'below');
  return [
    ...(typeof max === 'number' ? [{ cards: max, path: [...path, 'max'], kind: 'max' } as const] : []),
    ...(typeof below === 'number' ? [{ cards: below, path: [...path, 'short', 'below'], kind: 'below' } as const] : []),
  ];
}

/** Whether the number is in the usual range. `below` sets only the fewest: there are never more cards than `max`, however many entries it demands. */
export function isUsual({ cards, kind }: CardCount): boolean {
  return cards >= usualCards.fewest && (kind === 'below' || cards <= usualCards.most);
}
