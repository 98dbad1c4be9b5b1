// Notifications -> batches for one request each: at most 20, and never two that share an identifier.
import { identitiesOf, readIdentifiers, type Identity } from './identity.ts';
import type { Spooled } from './spool.ts';

/** The vendor's limit (400 invalid_notifications above it). */
const maxBatchSize = 20;

interface OpenBatch {
  readonly notifications: Spooled[];
  readonly identities: Set<Identity>;
}

/**
 * Each notification joins the first batch that has room and nobody with one of its identifiers, so order is kept but for
 * those who meet themselves: an answer names people by identifier, so two of one in a request could not be told apart.
 */
export function cutBatches(notifications: readonly Spooled[]): readonly (readonly Spooled[])[] {
  const batches: OpenBatch[] = [];
  let firstWithRoom = 0;
  for (const notification of notifications) {
    const identities = identitiesOf(readIdentifiers(notification.payload));
    const batch = roomFor(identities, batches, firstWithRoom) ?? openBatch(batches);
    batch.notifications.push(notification);
    for (const identity of identities) batch.identities.add(identity);
    while (batches[firstWithRoom]?.notifications.length === maxBatchSize) firstWithRoom++;
  }
  return batches.map((batch) => batch.notifications);
}

function roomFor(identities: readonly Identity[], batches: readonly OpenBatch[], from: number): OpenBatch | undefined {
  for (let index = from; index < batches.length; index++) {
    const batch = batches[index];
    if (batch === undefined || batch.notifications.length === maxBatchSize) continue;
    if (!identities.some((identity) => batch.identities.has(identity))) return batch;
  }
  return undefined;
}

function openBatch(batches: OpenBatch[]): OpenBatch {
  const batch: OpenBatch = { notifications: [], identities: new Set() };
  batches.push(batch);
  return batch;
}
