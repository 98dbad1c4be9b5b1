// Turns a 200 answer into one outcome per notification: for those named in its successes and errors, and for all others.
import type { Envelope } from '../delivery/envelope.ts';
import { comparable, identitiesOf, identityName } from './identity.ts';
import { isMap } from '../is-map.ts';
import type { Outcome } from '../delivery/outcome.ts';

type People = Pick<Envelope, 'identities'>;
type Attributes = Readonly<Record<string, unknown>>;

/** `successes` and `errors` of an answer, with checked shapes. */
export interface ReportedOutcomes {
  readonly successes: readonly Attributes[];
  /** One element per entry, with its reason. */
  readonly errors: readonly { readonly reason: string; readonly entry: unknown }[];
}

export interface Attribution {
  readonly outcomes: readonly Outcome[];
  readonly attributes: readonly (Attributes | null)[];
}

/** The index of the notification; `nobody` if no identifier is named; `stranger` if it names somebody else or several of ours, or is empty. */
type Match = number | 'nobody' | 'stranger';

/**
 * Matches by identifier, since the answer has no index and no order. A notification in both lists reached at least one device:
 * accepted. One in neither is accepted only if every error was matched and at least as many successes without an identifier remain;
 * otherwise it is in doubt.
 */
export function attribute(notifications: readonly People[], report: ReportedOutcomes): Attribution {
  const known = indexIdentities(notifications);
  const names = new Set(Array.from(known.keys(), identityName));
  const outcomes = new Map<number, Outcome>();
  const attributes = new Map<number, Attributes>();
  let strayErrors = 0;
  let namelessSuccesses = 0;
  for (const { reason, entry } of report.errors) {
    const match = isMap(entry) ? matchOf(entry, known, names) : 'stranger';
    if (typeof match !== 'number') strayErrors++;
    else if (!outcomes.has(match)) outcomes.set(match, { kind: 'refused', reason: reasonOf(reason) });
  }
  for (const success of report.successes) {
    const match = matchOf(success, known, names);
    if (match === 'nobody') namelessSuccesses++;
    if (typeof match !== 'number') continue;
    outcomes.set(match, { kind: 'accepted' });
    attributes.set(match, success);
  }
  const left = notifications.length - outcomes.size;
  const rest: Outcome = { kind: strayErrors === 0 && namelessSuccesses >= left ? 'accepted' : 'in_doubt' };
  return {
    outcomes: notifications.map((_notification, index) => outcomes.get(index) ?? rest),
    attributes: notifications.map((_notification, index) => attributes.get(index) ?? null),
  };
}

/** Maps each identity to the index of its notification; null if two notifications share it, since then it identifies neither. */
function indexIdentities(notifications: readonly People[]): ReadonlyMap<string, number | null> {
  const known = new Map<string, number | null>();
  let index = 0;
  for (const { identities } of notifications) {
    for (const given of identities) {
      const identity = comparable(given);
      const before = known.get(identity);
      known.set(identity, before === undefined || before === index ? index : null);
    }
    index += 1;
  }
  return known;
}

/** Finds the notification by its identifiers; one is enough. Other attributes (age, platform) do not identify anybody. */
function matchOf(attributes: Attributes, known: ReadonlyMap<string, number | null>, names: ReadonlySet<string>): Match {
  let match: Match | undefined;
  let isNamed = false;
  for (const given of identitiesOf(attributes)) {
    const identity = comparable(given);
    if (!names.has(identityName(identity))) continue;
    isNamed = true;
    const index = known.get(identity);
    if (index === undefined) continue;
    const isOne = index !== null && (match === undefined || match === index);
    match = isOne ? index : 'stranger';
  }
  if (!isNamed) return Object.keys(attributes).length === 0 ? 'stranger' : 'nobody';
  return match ?? 'stranger';
}

/** Returns the reason if it has the form of a name. Reasons are stored and shown, so personal data must never become one. */
function reasonOf(key: string): string {
  return /^[A-Za-z][A-Za-z_ ]{0,63}$/.test(key) ? key : 'UnknownReason';
}
