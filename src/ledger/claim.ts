// A claim: the durable record, written before a request leaves, that these notifications are being sent.
import type { Claim, ClaimResult } from '../delivery/ledger.ts';
import type { Spooled } from '../delivery/spool.ts';
import type { Database } from './database.ts';
import { bytes } from './outcome-bytes.ts';
import { integer } from './row.ts';
import { campaignNumber, requireRun } from './runs.ts';
import type { Slot } from './slot-pace.ts';
import type { SlotRing } from './slot-ring.ts';
import { isToBeSent, joinRequest, standingsOf, withPosition, type Standing } from './standing.ts';

interface Taken {
  readonly index: number;
  readonly notification: Spooled;
  /** The attempt before, which came to nothing. */
  readonly before: Standing | undefined;
}

/**
 * One claim within the caller's transaction, which may hold several. `at` is the wall clock in milliseconds.
 * Nothing is on record unless the result is a claim that took somebody.
 */
export function claimInTransaction(database: Database, ring: SlotRing, claim: Claim, at: number): ClaimResult {
  const run = requireRun(database, claim.run);
  if (run.record.state !== 'running') return { kind: 'fenced', state: run.record.state };
  const milliseconds = ring.wait();
  if (milliseconds > 0) return { kind: 'wait', milliseconds };
  const campaign = campaignNumber(database, run.number, claim.campaign);
  const taken = takeFrom(database, campaign, claim.notifications);
  if (taken.length === 0) return { kind: 'claimed', attempt: 0, taken: [] };
  const attempt = insertRequest(database, {
    run: run.number,
    chunk: claim.chunk,
    campaign,
    taken,
    slot: ring.take(),
    at,
  });
  for (const [position, { notification }] of taken.entries()) {
    database.run(
      `INSERT INTO sent (campaign, key, generation, req, digest) VALUES (?, unhex(?), ?, ?, unhex(?))
       ON CONFLICT DO UPDATE SET req = excluded.req, digest = excluded.digest`,
      campaign,
      notification.key,
      notification.generation,
      joinRequest(attempt, position),
      notification.digest,
    );
  }
  return { kind: 'claimed', attempt, taken: taken.map(({ index }) => index) };
}

function takeFrom(database: Database, campaign: number, notifications: readonly Spooled[]): readonly Taken[] {
  const standings = standingsOf(database, campaign, notifications);
  const seen = new Set<string>();
  return notifications.flatMap((notification, index) => {
    const before = standings[index];
    const name = `${notification.key}:${notification.generation}`;
    if (!isToBeSent(before) || seen.has(name)) return [];
    seen.add(name);
    return [{ index, notification, before }];
  });
}

interface NewRequest {
  readonly run: number;
  readonly chunk: number;
  readonly campaign: number;
  readonly taken: readonly Taken[];
  readonly slot: Slot;
  readonly at: number;
}

function insertRequest(database: Database, { run, chunk, campaign, taken, slot, at }: NewRequest): number {
  const repeats = taken.reduce(
    (positions, { before }, position) =>
      before !== undefined && (before.repeats || before.byte === bytes.repeated)
        ? withPosition(positions, position)
        : positions,
    0,
  );
  const inserted = database.one(
    `INSERT INTO req (run, chunk, campaign, claimed_at, slot, slot_generation, outcomes, doubts, repeats, retry)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, zeroblob(?7), ?7, ?8, ?9) RETURNING attempt`,
    run,
    chunk,
    campaign,
    at,
    slot.number,
    slot.generation,
    taken.length,
    repeats,
    taken.some(({ before }) => before?.run === run) ? 1 : 0,
  );
  return integer(inserted, 'attempt');
}
