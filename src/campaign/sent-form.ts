// What the vendor's pages or their readers write and the API does not take, and how it is sent. Paths are those of the notification.
import type { Path } from './yaml/places.ts';

/** The vendor's samples write the first, its tables and newest pages the second. */
export const silentSpelling = { written: 'deliver_silently', sent: 'content-available' } as const;

/** In capitals in the text of the vendor's error, in lower case in each of its samples and tables. */
const typeSpellings: ReadonlyMap<unknown, string> = new Map([
  ['Carousel', 'carousel'],
  ['Slider', 'slider'],
]);

export function sentKey(above: string | number | undefined, key: string): string {
  return above === 'ios' && key === silentSpelling.written ? silentSpelling.sent : key;
}

/** The members of an object with the keys under which they are sent. Of two with one key the API's own spelling is. */
export function sentMembers(
  above: string | number | undefined,
  value: object,
): readonly (readonly [string, string, unknown])[] {
  return Object.entries(value)
    .map(([key, part]: [string, unknown]) => [key, sentKey(above, key), part] as const)
    .filter(([key, sent]) => key === sent || !Object.hasOwn(value, sent));
}

/** The same for all values but the type of the cards, and numbers in deep links, which phones are given as text. */
export function sentValue(value: unknown, path: Path): unknown {
  if (path.at(-1) === 'advanced_push_type') return typeSpellings.get(value) ?? value;
  return typeof value === 'number' && isInDeepLink(path) ? String(value) : value;
}

function isInDeepLink(path: Path): boolean {
  return path.at(-2) === 'deep_link' || path.at(-2) === 'deep_links';
}
