// What waits in runs: whether any of it is due, and how it is dropped when it is planned again or is not to be sent any more.
import type { Replacing, RunCampaign } from '../../delivery/ledger.ts';
import { fateOf } from '../../delivery/replacing.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { doubtfulChunks, reduceUnlessBroken } from '../chunks/chunks.ts';
import { countLeftOut, forgottenInDoubt } from '../lists/left-out.ts';
import { integer, text } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { NumberedRun } from './run-states.ts';
import { chunkIsOpen, chunkIsSendable } from './sendable-chunks.ts';

/** Why nobody sends it: another run has it or leaves it to the next plan, its campaign is gone or a draft, somebody stopped it. */
export type Dropped = 'replaced' | 'cancelled' | 'stopped';

/** A rollout goes on where the people of its steps so far are settled, and those of later ones are not. */
const stepIsOver = `SELECT 1 FROM rollout WHERE run = $1
  AND EXISTS (SELECT 1 FROM chunk WHERE chunk.run = rollout.run AND chunk.position = rollout.position AND NOT chunk.finished)
  AND NOT EXISTS (
    SELECT 1 FROM chunk WHERE chunk.run = rollout.run AND chunk.position = rollout.position AND NOT chunk.finished
      AND chunk.step <= rollout.step
  ) LIMIT 1`;

/** Whether something is to be done in the run now, since somebody may be sent to or a step is over; or only later, or nothing any more. */
export async function standingOf(sql: Sql, run: number, now: number): Promise<'due' | 'waiting' | 'nobody'> {
  const due = `SELECT 1 FROM chunk WHERE run = $1 AND NOT finished AND ${chunkIsSendable('$2')} LIMIT 1`;
  if ((await sql.get(due, run, now)) !== undefined || (await sql.get(stepIsOver, run)) !== undefined) return 'due';
  const left = 'SELECT 1 FROM chunk WHERE run = $1 AND NOT finished LIMIT 1';
  return (await sql.get(left, run)) === undefined ? 'nobody' : 'waiting';
}

/** The campaigns of a run whose people another run that begins leaves to nobody: their places, by the reason. */
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
 * Who is not due before `after`, or of a step that has not begun, in campaigns of a run, by their places: nobody sends to them any more.
 * Without `after` nobody at all is sent to. Gives how many chunks that were.
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
  // A worker that stood still claims nothing more in them.
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
  /** As planned, but for those who were left out before. */
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
