// A 200 answer -> one outcome per notification: whom its successes and errors name, and what may be said of the others.
import type { Envelope } from '../delivery/envelope.ts';
import { comparable, identitiesOf, identityName, isRecord } from './identity.ts';
import type { Outcome } from '../delivery/outcome.ts';

type People = Pick<Envelope, 'identities'>;
type Attributes = Readonly<Record<string, unknown>>;

/** `successes` and `errors` of an answer, already known to have their shapes. */
export interface ReportedOutcomes {
  readonly successes: readonly Attributes[];
  /** Entry by entry, with its reason. */
  readonly errors: readonly { readonly reason: string; readonly entry: unknown }[];
}

export interface Attribution {
  readonly outcomes: readonly Outcome[];
  readonly attributes: readonly (Attributes | null)[];
}

/** `nobody`: it says nothing of who it is. `stranger`: it names somebody not among ours, or several of ours, or is empty. */
type Match = number | 'nobody' | 'stranger';

/**
 * By identifier, since the answer has no index and no order. Who is in both lists was reached on some device: accepted. Those
 * in neither are accepted only if every error was matched and as many successes remain that name nobody; else in doubt.
 */
export function attribute(notifications: readonly People[], report: ReportedOutcomes): Attribution {
  const known = indexIdentities(notifications);
  const names = new Set(Array.from(known.keys(), identityName));
  const outcomes = new Map<number, Outcome>();
  const attributes = new Map<number, Attributes>();
  let strayErrors = 0;
  let namelessSuccesses = 0;
  for (const { reason, entry } of report.errors) {
    const match = isRecord(entry) ? matchOf(entry, known, names) : 'stranger';
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

/** Null where two notifications share an identity: then it names neither. */
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

/** Any one identifier is enough; other attributes (age, platform) say nothing of who it is. */
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

/** Reasons are kept and shown, so nothing that could be a person's data becomes one. */
function reasonOf(key: string): string {
  return /^[A-Za-z][A-Za-z_ ]{0,63}$/.test(key) ? key : 'UnknownReason';
}
