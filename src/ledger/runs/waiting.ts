// Waiting notifications of runs: tells whether any are due, and drops those that were planned again or must not be sent any more.
import type { Replacing, RunCampaign } from '../../delivery/ledger.ts';
import { fateOf } from '../../delivery/replacing.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { doubtfulChunks, reduceUnlessBroken } from '../chunks/chunks.ts';
import { countLeftOut, forgottenInDoubt } from '../lists/left-out.ts';
import { integer, text } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { NumberedRun } from './run-states.ts';
import { chunkIsOpen, chunkIsSendable } from './sendable-chunks.ts';

/** Why nobody sends them: another run has them or leaves them to the next plan, their campaign is gone or a draft, or somebody stopped them. */
export type Dropped = 'replaced' | 'cancelled' | 'stopped';

/** Finds a rollout that can continue: the people of its steps so far are settled, and people of later steps are left. */
const stepIsOver = `SELECT 1 FROM rollout WHERE run = $1
  AND EXISTS (SELECT 1 FROM chunk WHERE chunk.run = rollout.run AND chunk.position = rollout.position AND NOT chunk.finished)
  AND NOT EXISTS (
    SELECT 1 FROM chunk WHERE chunk.run = rollout.run AND chunk.position = rollout.position AND NOT chunk.finished
      AND chunk.step <= rollout.step
  ) LIMIT 1`;

/** Tells whether the run has something to do now (somebody is due, or a step is over), only later, or nothing more at all. */
export async function standingOf(sql: Sql, run: number, now: number): Promise<'due' | 'waiting' | 'nobody'> {
  const due = `SELECT 1 FROM chunk WHERE run = $1 AND NOT finished AND ${chunkIsSendable('$2')} LIMIT 1`;
  if ((await sql.get(due, run, now)) !== undefined || (await sql.get(stepIsOver, run)) !== undefined) return 'due';
  const left = 'SELECT 1 FROM chunk WHERE run = $1 AND NOT finished LIMIT 1';
  return (await sql.get(left, run)) === undefined ? 'nobody' : 'waiting';
}

/** Returns the campaigns of a waiting run that a starting run drops: their places, by reason. */
export function droppedBy(
  replacing: Replacing,
  waiting: readonly RunCampaign[],
): ReadonlyMap<Dropped, readonly number[]> {
  const places = [...waiting.entries()].flatMap(([place, campaign]) => {
    const reason = fateOf(replacing, campaign);
    return reason === undefined ? [] : [{ place, reason }];
  });
  const byReason = Map.groupBy(places, ({ reason }) => reason);
  return new Map([...byReason].map(([reason, found]) => [reason, found.map(({ place }) => place)]));
}

/**
 * Drops people of a run, in the campaigns at `places`, who are due after `after` or whose step has not begun: nobody sends to them any more. Without
 * `after`, drops everybody left. Returns the number of chunks dropped.
 */
export async function dropWaiting(
  sql: Sql,
  mac: ChunkMac,
  { number: run, record }: NumberedRun,
  {
    places,
    reason,
    after = -1,
  }: { readonly places: readonly number[]; readonly reason: Dropped; readonly after?: number },
): Promise<number> {
  // A worker that was suspended claims nothing more in these chunks.
  if (record.mode !== 'alone')
    await sql.run(
      `UPDATE chunk SET epoch = epoch + 1
       WHERE run = $1 AND position = ANY ($2::bigint[]) AND NOT finished AND (coalesce(due, 0) > $3 OR NOT ${chunkIsOpen})`,
      run,
      places,
      after,
    );
  const dropped = await sql.run(
    `UPDATE chunk SET dropped = $1, finished = true
     WHERE run = $2 AND position = ANY ($3::bigint[]) AND NOT finished AND (coalesce(due, 0) > $4 OR NOT ${chunkIsOpen})`,
    reason,
    run,
    places,
    after,
  );
  if (dropped === 0) return 0;
  await sql.run(
    `UPDATE chunk SET notifications = NULL, mac = NULL WHERE run = $1 AND dropped IS NOT NULL AND notifications IS NOT NULL
       AND number NOT IN (SELECT chunk FROM req WHERE run = $1 AND doubts > 0)`,
    run,
  );
  for (const number of await doubtfulChunks(sql, run)) {
    await reduceUnlessBroken(sql, mac, { run, number }, 'unsettled');
  }
  return dropped;
}

export interface DroppedChunk {
  readonly number: number;
  /** The campaign's number in the ledger. */
  readonly campaign: number;
  readonly reason: string;
  /** The number planned, without those who were left out before. */
  readonly size: number;
}

export async function droppedChunks(sql: Sql, run: number): Promise<readonly DroppedChunk[]> {
  const rows = await sql.all(
    `SELECT chunk.number, run_campaign.campaign, chunk.dropped, chunk.size
     FROM chunk JOIN run_campaign USING (run, position) WHERE chunk.run = $1 AND chunk.dropped IS NOT NULL`,
    run,
  );
  if (rows.length === 0) return [];
  const leftOut = await countLeftOut(sql, run, null, forgottenInDoubt);
  return rows.map((row) => ({
    number: integer(row, 'number'),
    campaign: integer(row, 'campaign'),
    reason: text(row, 'dropped'),
    size: integer(row, 'size') - (leftOut.get(integer(row, 'number')) ?? 0),
  }));
}
