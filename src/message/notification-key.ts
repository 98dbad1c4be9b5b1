// The notification key: what makes a notification "the same one" within a campaign.
import type { PrintedIdentifier } from './identifier.ts';

/** The version of the key format below. Changing it makes every person new to every ledger. */
const version = 'v1:';

/** The default key: all identifiers, sorted by name, so that their order in the file does not matter. No two sets have the same text. */
export function identifiersKey(printed: readonly PrintedIdentifier[]): string {
  return pairsKey(printed, ({ text }) => text);
}

/** The key as version 0.1.0 wrote it; undefined if that is the same as `key`. */
export function formerIdentifiersKey(printed: readonly PrintedIdentifier[], key: string): string | undefined {
  if (printed.every((one) => one.printed === one.sent)) return undefined;
  const former = pairsKey(printed, (one) => formerForm(one.name, one.printed));
  return former === key ? undefined : former;
}

/** The key from the campaign's own `key`. It is a JSON string, so it is never mistaken for identifiers, which are a JSON list. */
export function ownKey(text: string): string {
  return version + JSON.stringify(text);
}

/** Returns a JSON list of pairs: the name and the form of each identifier. */
function pairsKey(printed: readonly PrintedIdentifier[], formOf: (one: PrintedIdentifier) => string): string {
  let pairs = '';
  for (const one of sortByName(printed)) {
    pairs += `${pairs === '' ? '' : ','}[${one.identifier.nameJson},${JSON.stringify(formOf(one))}]`;
  }
  return `${version}[${pairs}]`;
}

/** Sorts by name. Two are compared here, since sorting them with toSorted takes longer than writing them. */
function sortByName(printed: readonly PrintedIdentifier[]): readonly PrintedIdentifier[] {
  const [one, other] = printed;
  if (one === undefined || other === undefined) return printed;
  if (printed.length > 2) return printed.toSorted(byName);
  return other.name < one.name ? [other, one] : printed;
}

function byName(a: PrintedIdentifier, b: PrintedIdentifier): number {
  return a.name < b.name ? -1 : 1;
}

function formerForm(name: string, text: string): string {
  const trimmed = text.trim();
  if (name === 'INSIDER.email') return trimmed.toLowerCase();
  return name === 'INSIDER.phone_number' ? trimmed.replaceAll(/[\s().-]/g, '') : trimmed;
}
