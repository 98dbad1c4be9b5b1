// The rows of a claim that decide who sends a notification: its primary key, which one claim alone can write.
import type { Spooled } from '../../delivery/spool.ts';
import { Contested, rowsOf, type Sql } from '../sql.ts';
import { joinRequest, type Standing } from './standing.ts';

/** A notification that a claim takes. */
export interface Taken {
  /** In the claim. */
  readonly index: number;
  readonly notification: Spooled;
  /** The attempt before, which came to nothing. */
  readonly before: Standing | undefined;
}

interface SentRequest {
  readonly campaign: number;
  readonly slot: { readonly attempt: number };
  readonly taken: readonly Taken[];
}

/**
 * The claim itself: the primary key, or the attempt that was read before and came to nothing. A transaction that finds another one
 * there was overtaken, and is tried again.
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
  // In their order, as those who claim at the same time write theirs: nobody waits for somebody who waits.
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
  /** What was there when it was read; null when nothing was. */
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
