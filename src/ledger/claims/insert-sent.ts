// Writes the rows of a claim that decide who sends a notification. Only one claim can write a given primary key.
import type { Spooled } from '../../delivery/spool.ts';
import { Contested, rowsOf, type Sql } from '../sql.ts';
import { joinRequest, type Standing } from './standing.ts';

/** A notification that a claim takes. */
export interface Taken {
  /** The index in the claim. */
  readonly index: number;
  readonly notification: Spooled;
  /** The previous attempt, which failed. */
  readonly before: Standing | undefined;
}

interface SentRequest {
  readonly campaign: number;
  readonly slot: { readonly attempt: number };
  readonly taken: readonly Taken[];
}

/**
 * Makes the claim itself: inserts the primary key, or replaces the failed attempt that was read before. A transaction that finds a different attempt
 * there has been overtaken, and is tried again.
 */
export async function insertSent(sql: Sql, requests: readonly SentRequest[]): Promise<void> {
  const rows = requests.flatMap(({ campaign, slot, taken }) =>
    taken.map(({ notification, before }, position) => ({
      campaign,
      notification,
      req: joinRequest(slot.attempt, position),
      before: before === undefined ? null : joinRequest(before.attempt, before.position),
    })),
  );
  // Sorted, because concurrent claims write their rows in the same order: this prevents deadlocks.
  const fresh = rows
    .filter(({ before }) => before === null)
    .toSorted((one, other) => (one.notification.key < other.notification.key ? -1 : 1));
  const again = rows.filter(({ before }) => before !== null);
  const [inserted, updated] = await Promise.all([insertFresh(sql, fresh), pointAgain(sql, again)]);
  if (inserted + updated !== rows.length) throw new Contested('somebody else claimed the same notification');
}

interface SentRow {
  readonly campaign: number;
  readonly notification: Spooled;
  readonly req: number;
  /** The `sent.req` that was read before; null if there was no row. */
  readonly before: number | null;
}

const sentColumns = {
  campaign: 'integer',
  key: 'hash',
  generation: 'integer',
  req: 'integer',
  digest: 'hash',
} as const;

async function insertFresh(sql: Sql, rows: readonly SentRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  return sql.run(
    `INSERT INTO sent (campaign, key, generation, req, digest)
     SELECT mine.campaign, mine.key, mine.generation, mine.req, mine.digest FROM rows($1) AS mine WHERE true
     ON CONFLICT DO NOTHING`,
    rowsOf(sentColumns, rows.map(valuesOf)),
  );
}

async function pointAgain(sql: Sql, rows: readonly SentRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  return sql.run(
    `UPDATE sent SET req = mine.req, digest = mine.digest FROM rows($1) AS mine
     WHERE sent.campaign = mine.campaign AND sent.key = mine.key AND sent.generation = mine.generation
       AND sent.req = mine.before`,
    rowsOf(
      { ...sentColumns, before: 'integer' },
      rows.map((row) => [...valuesOf(row), row.before]),
    ),
  );
}

function valuesOf({ campaign, notification: { key, generation, digest }, req }: SentRow) {
  return [campaign, key, generation, req, digest] as const;
}
