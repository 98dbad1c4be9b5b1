// The chunks of the spool: written once, reduced to the people who still matter, and erased when nobody is left.
import type { ChunkRef, InDoubt, Spooled } from '../../delivery/spool.ts';
import { BrokenChunk } from './broken-chunk.ts';
import { isSame, type ChunkMac, type ChunkPlace } from './chunk-mac.ts';
import type { ChunkMemory, OpenedChunk } from './chunk-memory.ts';
import {
  chunkRefs,
  chunkRows,
  isDropped,
  nextPlace,
  readChunkRef,
  readPlace,
  readSigned,
  refuseEmptied,
  tallyChunks,
  tallyLeftOut,
  type ChunkTally,
} from './chunk-row.ts';
import { writeChunk } from './chunk-text.ts';
import { countLeftOut, leftOutOf, nameOfNotification } from '../lists/left-out.ts';
import { requestsOf } from '../claims/requests.ts';
import { isClaimable, isInDoubt } from '../claims/outcome-bytes.ts';
import { blob, blobOrNull, integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import { isDoubtful, isToBeSent, readStandings, type Standing, type Wanted } from '../claims/standing.ts';

interface ChunkStart {
  readonly run: number;
  readonly position: number;
  readonly step: number | undefined;
  readonly due: number | null;
  /** The number of people in it. */
  readonly size: number;
  /** The result of `compressChunk`. */
  readonly text: Uint8Array;
}

export async function insertChunk(
  sql: Sql,
  mac: ChunkMac,
  { run, position, step, due, size, text }: ChunkStart,
): Promise<void> {
  const next = await sql.one(`${nextPlace} WHERE run.number = $1 AND run_campaign.position = $2`, run, position);
  const place = readPlace({ ...next, size });
  await sql.run(
    'INSERT INTO chunk (run, number, position, size, notifications, mac, step, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    run,
    place.number,
    position,
    place.size,
    text,
    mac(place, text),
    step ?? null,
    due,
  );
}

/** Returns the chunks with somebody left to send to, in order. @throws BrokenChunk, exit 4, if one was emptied. */
export async function unfinishedChunks(sql: Sql, run: number): Promise<readonly ChunkRef[]> {
  await refuseEmptiedOf(sql, run);
  const rows = await sql.all(`${chunkRefs} WHERE chunk.run = $1 AND NOT chunk.finished ORDER BY chunk.number`, run);
  return rows.map(readChunkRef);
}

/** @throws BrokenChunk, exit 4, if a chunk was emptied before everybody in it was settled. */
export async function refuseEmptiedOf(sql: Sql, run: number): Promise<void> {
  const erased = await sql.all(`${chunkRefs} WHERE chunk.run = $1 AND chunk.notifications IS NULL`, run);
  if (erased.length > 0) refuseEmptied(erased, await tallyRequests(sql, run));
}

/** Returns the tallies of one chunk, or of all, like `tallyChunks`. */
async function tallyRequests(
  sql: Sql,
  run: number,
  chunk: number | null = null,
): Promise<ReadonlyMap<number, ChunkTally>> {
  const tallies = new Map<number, ChunkTally>();
  for await (const requests of requestsOf(sql, run, chunk)) tallyChunks(requests, tallies);
  for (const [number, count] of await countLeftOut(sql, run, chunk)) tallyLeftOut(number, count, tallies);
  return tallies;
}

interface Kept {
  readonly place: ChunkPlace;
  /** The MAC in the ledger; null if the chunk was erased. */
  readonly kept: Uint8Array | null;
  /** `isLeft` means: still to be sent, not left out, and not in a dropped chunk. */
  readonly notifications: readonly {
    readonly notification: Spooled;
    readonly standing: Standing | undefined;
    readonly isLeft: boolean;
  }[];
}

/** @throws BrokenChunk, exit 4, like every function that reads a chunk. */
export async function toBeSent(
  sql: Sql,
  mac: ChunkMac,
  chunk: { readonly run: number; readonly number: number },
  memory: ChunkMemory,
): Promise<readonly Spooled[]> {
  const { place, kept, notifications } = await readKept(sql, mac, { ...chunk, lock: '' });
  if (kept !== null) memory.remember(place, { mac: kept, size: notifications.length });
  return notifications.filter(({ isLeft }) => isLeft).map(({ notification }) => notification);
}

/** `isDoubt` decides by the outcome's byte, because in a run that is under way an open claim is not in doubt yet. */
export async function doubtfulOf(
  sql: Sql,
  mac: ChunkMac,
  { run, number }: { readonly run: number; readonly number: number },
  isDoubt: (byte: number) => boolean,
): Promise<readonly InDoubt[]> {
  const { place, notifications } = await readKept(sql, mac, { run, number, lock: '' });
  return notifications.flatMap(({ notification, standing }) => {
    if (standing === undefined || !isDoubt(standing.byte)) return [];
    const { attempt, position, claimedAt, settledAt, status, error } = standing;
    const { key: _key, digest: _digest, generation: _generation, ...more } = notification;
    const { person: _person, sums: _sums, arm: _arm, when: _when, ...kept } = more;
    return [{ ...kept, attempt, position, campaign: place.position, claimedAt, settledAt, status, error }];
  });
}

/** Returns the numbers of the chunks that hold somebody in doubt. */
export async function doubtfulChunks(sql: Sql, run: number): Promise<readonly number[]> {
  const rows = await sql.all('SELECT DISTINCT chunk FROM req WHERE run = $1 AND doubts > 0 ORDER BY chunk', run);
  return rows.map((row) => integer(row, 'chunk'));
}

export type Keep = 'unsettled' | 'in_doubt';

/**
 * Keeps those in doubt and, while the run can continue, those still to be sent; erases the chunk if there are none. Locks the row first, so that two
 * callers who reduce it take turns. `keep` is "in_doubt" for a run that has ended for good, because people it left out are in the next plan. If
 * `until` is given, those who are left are due then. `opened` is what this process knows of the chunk if it opened it.
 */
export async function reduceChunk(
  sql: Sql,
  mac: ChunkMac,
  { run, number, until }: { readonly run: number; readonly number: number; readonly until?: number | undefined },
  keep: Keep,
  opened?: OpenedChunk,
): Promise<void> {
  if (keep === 'in_doubt' && !(await hasDoubts(sql, run, number))) return eraseChunk(sql, run, number);
  if (await isSettled(sql, mac, { run, number }, opened)) return eraseChunk(sql, run, number);
  const { place, notifications } = await readKept(sql, mac, { run, number, lock: 'FOR UPDATE OF chunk' });
  const left = keep === 'unsettled' && notifications.some(({ isLeft }) => isLeft);
  const kept = notifications.filter(({ standing, isLeft }) => isDoubtful(standing) || (keep === 'unsettled' && isLeft));
  if (kept.length === 0) return eraseChunk(sql, run, number);
  await sql.run('UPDATE chunk SET finished = $1 WHERE run = $2 AND number = $3 AND finished <> $1', !left, run, number);
  if (left && until !== undefined)
    await sql.run('UPDATE chunk SET due = $1 WHERE run = $2 AND number = $3', until, run, number);
  if (kept.length === notifications.length) return;
  const text = writeChunk(kept.map(({ notification }) => notification));
  await sql.run(
    'UPDATE chunk SET notifications = $1, mac = $2 WHERE run = $3 AND number = $4',
    text,
    mac(place, text),
    run,
    number,
  );
}

/** Reduces a chunk, but leaves a broken one as it is, for an investigation: its claims alone tell who is settled. */
export async function reduceUnlessBroken(
  sql: Sql,
  mac: ChunkMac,
  chunk: { readonly run: number; readonly number: number },
  keep: Keep,
): Promise<void> {
  try {
    await reduceChunk(sql, mac, chunk, keep);
  } catch (error) {
    if (!(error instanceof BrokenChunk)) throw error;
  }
}

/** Reopens the chunks of a run that continues: a late answer may have proved that somebody in a finished chunk was not sent to. */
export async function reopenChunks(sql: Sql, mac: ChunkMac, run: number): Promise<void> {
  const kept = await sql.all(
    'SELECT number FROM chunk WHERE run = $1 AND finished AND notifications IS NOT NULL ORDER BY number',
    run,
  );
  for (const row of kept) {
    await reduceChunk(sql, mac, { run, number: integer(row, 'number') }, 'unsettled');
  }
}

/** Reduces the chunks of a run that has ended for good. */
export async function reduceToDoubt(sql: Sql, mac: ChunkMac, run: number): Promise<void> {
  await sql.run(
    `UPDATE chunk SET finished = true, notifications = NULL, mac = NULL
     WHERE run = $1 AND (notifications IS NOT NULL OR NOT finished)
       AND number IN (SELECT number FROM chunk WHERE run = $1 EXCEPT SELECT chunk FROM req WHERE run = $1 AND doubts > 0)`,
    run,
  );
  for (const number of await doubtfulChunks(sql, run)) {
    await reduceUnlessBroken(sql, mac, { run, number }, 'in_doubt');
  }
}

/**
 * Tells whether everybody in a chunk is settled, if this process opened it and it has not changed since. Settled people are never claimed again, so
 * each of them has one position in the requests. If the requests show fewer, the caller checks the whole chunk.
 */
async function isSettled(
  sql: Sql,
  mac: ChunkMac,
  chunk: { readonly run: number; readonly number: number },
  opened: OpenedChunk | undefined,
): Promise<boolean> {
  if (opened === undefined) return false;
  const row = await sql.one(
    `${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2 FOR UPDATE OF chunk`,
    chunk.run,
    chunk.number,
  );
  const notifications = blobOrNull(row, 'notifications');
  if (notifications === null || !isSame(mac(readPlace(row), notifications), opened.mac)) return false;
  const requests = await sql.all('SELECT outcomes FROM req WHERE attempt = ANY ($1::bigint[])', opened.attempts);
  const settled = requests.flatMap((request) =>
    [...blob(request, 'outcomes')].filter((byte) => !isInDoubt(byte) && !isClaimable(byte)),
  );
  return settled.length >= opened.size;
}

async function hasDoubts(sql: Sql, run: number, number: number): Promise<boolean> {
  const row = await sql.get('SELECT 1 FROM req WHERE run = $1 AND chunk = $2 AND doubts > 0 LIMIT 1', run, number);
  return row !== undefined;
}

export async function eraseChunk(sql: Sql, run: number, number: number): Promise<void> {
  await sql.run(
    `UPDATE chunk SET finished = true, notifications = NULL, mac = NULL
     WHERE run = $1 AND number = $2 AND (notifications IS NOT NULL OR NOT finished)`,
    run,
    number,
  );
}

export async function readKept(
  sql: Sql,
  mac: ChunkMac,
  { run, number, lock }: { readonly run: number; readonly number: number; readonly lock: '' | 'FOR UPDATE OF chunk' },
): Promise<Kept> {
  const row = await sql.get(`${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2 ${lock}`, run, number);
  if (row === undefined) throw new Error(`The run has no chunk ${number}.`);
  const notifications = readSigned(row, mac);
  const place = readPlace(row);
  if (notifications === undefined) {
    refuseEmptied([row], await tallyRequests(sql, run, number));
    return { place, kept: null, notifications: [] };
  }
  const standings = await readStandings(sql, wantedOf(place, notifications));
  const leftOut = await leftOutOf(sql, run, number);
  return {
    place,
    kept: blobOrNull(row, 'mac'),
    notifications: notifications.map((notification, index) => {
      const standing = standings[index];
      const isLeft =
        !isDropped(row) && isToBeSent(standing) && !leftOut.has(nameOfNotification(place.campaign, notification));
      return { notification, standing, isLeft };
    }),
  };
}

function wantedOf({ campaign }: ChunkPlace, notifications: readonly Spooled[]): readonly Wanted[] {
  return notifications.map(({ key, generation }) => ({ key, generation, campaign }));
}
