// The notification key: what makes a notification "the same one" within a campaign.
import type { PrintedIdentifier } from './identifier.ts';

/** Of the way keys are written below. A change of it makes everybody new to every ledger. */
const version = 'v1:';

/** The default: all identifiers, sorted by name, so that the order in the file does not matter. No two sets have the same text. */
export function identifiersKey(printed: readonly PrintedIdentifier[]): string {
  return pairsKey(printed.map(({ identifier: { name }, keyed }) => [name, keyed] as const));
}

/** As version 0.1.0 wrote it; undefined where that is the same. */
export function formerIdentifiersKey(printed: readonly PrintedIdentifier[]): string | undefined {
  if (printed.every(({ text, sent }) => text === sent)) return undefined;
  const former = pairsKey(printed.map(({ identifier: { name }, text }) => [name, formerForm(name, text)] as const));
  return former === identifiersKey(printed) ? undefined : former;
}

/** The campaign's own `key`. As JSON text it is never mistaken for identifiers, which are a JSON list. */
export function ownKey(text: string): string {
  return version + JSON.stringify(text);
}

function pairsKey(pairs: readonly (readonly [name: string, form: string])[]): string {
  return version + JSON.stringify(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function formerForm(name: string, text: string): string {
  const trimmed = text.trim();
  if (name === 'INSIDER.email') return trimmed.toLowerCase();
  return name === 'INSIDER.phone_number' ? trimmed.replaceAll(/[\s().-]/g, '') : trimmed;
}
