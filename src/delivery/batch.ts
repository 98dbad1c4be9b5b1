// Notifications -> batches of one request each: no more than the API takes, and no person twice if answers could not tell the two apart.
import { mostInClaim } from './ledger.ts';
import type { Sendable } from './spool.ts';
import type { Vendor } from './vendor.ts';

type RequestLimits = Pick<Vendor, 'mostInRequest' | 'resultsBy' | 'comparable'>;

interface OpenBatch {
  readonly notifications: Sendable[];
  /** Identities in comparable form. */
  readonly people: Set<string>;
}

/**
 * Puts each notification into the first batch that has space and contains none of its identifiers. So order is kept, except for a
 * person who occurs twice: an answer that names people by identifier could not tell the two notifications apart.
 */
export function cutBatches(
  notifications: readonly Sendable[],
  { mostInRequest, resultsBy, comparable }: RequestLimits,
): readonly (readonly Sendable[])[] {
  const most = Math.min(mostInRequest, mostInClaim);
  const batches: OpenBatch[] = [];
  let firstWithRoom = 0;
  for (const notification of notifications) {
    const people = resultsBy === 'id' ? [] : notification.identities.map(comparable);
    const isOpen = (batch: OpenBatch): boolean =>
      batch.notifications.length < most && !people.some((person) => batch.people.has(person));
    const batch = findFrom(batches, firstWithRoom, isOpen) ?? openBatch(batches);
    batch.notifications.push(notification);
    for (const person of people) batch.people.add(person);
    while (batches[firstWithRoom]?.notifications.length === most) firstWithRoom++;
  }
  return batches.map((batch) => batch.notifications);
}

function findFrom(
  batches: readonly OpenBatch[],
  from: number,
  isOpen: (batch: OpenBatch) => boolean,
): OpenBatch | undefined {
  for (let index = from; index < batches.length; index++) {
    const batch = batches[index];
    if (batch !== undefined && isOpen(batch)) return batch;
  }
  return undefined;
}

function openBatch(batches: OpenBatch[]): OpenBatch {
  const batch: OpenBatch = { notifications: [], people: new Set() };
  batches.push(batch);
  return batch;
}
