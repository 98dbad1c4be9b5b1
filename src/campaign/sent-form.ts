// Spellings that the vendor's documentation or its readers use and the API does not accept, and how they are sent. Paths are those of the
// notification.
import type { Path } from './yaml/places.ts';

/** The vendor's samples use the first, its tables and newest pages the second. */
export const silentSpelling = { written: 'deliver_silently', sent: 'content-available' } as const;

/** Capitalised in the text of the vendor's error, in lower case in each of its samples and tables. */
const typeSpellings: ReadonlyMap<unknown, string> = new Map([
  ['Carousel', 'carousel'],
  ['Slider', 'slider'],
]);

export function sentKey(above: string | number | undefined, key: string): string {
  return above === 'ios' && key === silentSpelling.written ? silentSpelling.sent : key;
}

/** Returns the members of an object with the keys under which they are sent. If two have the same key, the one in the API's own spelling is sent. */
export function sentMembers(
  above: string | number | undefined,
  value: object,
): readonly (readonly [string, string, unknown])[] {
  return Object.entries(value)
    .map(([key, part]: [string, unknown]) => [key, sentKey(above, key), part] as const)
    .filter(([key, sent]) => key === sent || !Object.hasOwn(value, sent));
}

/** Returns the value as it is sent. Only the type of the cards changes, and numbers in deep links, which phones get as text. */
export function sentValue(value: unknown, path: Path): unknown {
  if (path.at(-1) === 'advanced_push_type') return typeSpellings.get(value) ?? value;
  return typeof value === 'number' && isInDeepLink(path) ? String(value) : value;
}

function isInDeepLink(path: Path): boolean {
  return path.at(-2) === 'deep_link' || path.at(-2) === 'deep_links';
}
