// The notification key: what makes a notification "the same one" within a campaign.
import { normalizePhone, type PrintedIdentifier } from './identifier.ts';

/** Of the way keys are written below. A change of it makes everybody new to every ledger. */
const version = 'v1:';

/** The default: all identifiers, sorted by name, so that the order in the file does not matter. No two sets have the same text. */
export function identifiersKey(printed: readonly PrintedIdentifier[]): string {
  const pairs = printed.map(({ identifier: { name }, text }) => [name, normalize(name, text)] as const);
  return version + JSON.stringify(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The campaign's own `key`. As JSON text it is never mistaken for identifiers, which are a JSON list. */
export function ownKey(text: string): string {
  return version + JSON.stringify(text);
}

/** The same person, written in another way, is the same person. */
function normalize(name: string, text: string): string {
  const trimmed = text.trim();
  if (name === 'INSIDER.email') return trimmed.toLowerCase();
  return name === 'INSIDER.phone_number' ? (normalizePhone(trimmed) ?? trimmed) : trimmed;
}
