// The spool's chunks on PostgreSQL: written once, reduced to whom they still matter, erased when nobody is left.
import type { ChunkRef, InDoubt, Spooled } from '../delivery/spool.ts';
import { BrokenChunk } from './broken-chunk.ts';
import type { ChunkMac, ChunkPlace } from './chunk-mac.ts';
import { chunkRefs, chunkRows, nextPlace, readChunkRef, readPlace, readSigned, refuseEmptied } from './chunk-row.ts';
import { writeChunk } from './chunk-text.ts';
import type { Keep } from './chunks.ts';
import { tallyInPostgres, refuseEmptiedInPostgres } from './postgres-emptied.ts';
import { readStandings } from './postgres-standing.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';
import { isDoubtful, isToBeSent, type Standing } from './standing.ts';

export async function insertPostgresChunk(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  { run, position }: { readonly run: number; readonly position: number },
  notifications: readonly Spooled[],
): Promise<void> {
  const next = await transaction.one(
    `${nextPlace} WHERE run.number = $1 AND run_campaign.position = $2`,
    run,
    position,
  );
  const place = readPlace({ ...next, size: notifications.length });
  const text = writeChunk(notifications);
  await transaction.run(
    'INSERT INTO chunk (run, number, position, size, notifications, mac) VALUES ($1, $2, $3, $4, $5, $6)',
    run,
    place.number,
    position,
    place.size,
    text,
    mac(place, text),
  );
}

/** As `unfinishedChunks`. */
export async function unfinishedPostgresChunks(
  transaction: PostgresTransaction,
  run: number,
): Promise<readonly ChunkRef[]> {
  await refuseEmptiedInPostgres(transaction, run);
  const rows = await transaction.all(
    `${chunkRefs} WHERE chunk.run = $1 AND NOT chunk.finished ORDER BY chunk.number`,
    run,
  );
  return rows.map(readChunkRef);
}

interface Kept {
  readonly place: ChunkPlace;
  readonly notifications: readonly { readonly notification: Spooled; readonly standing: Standing | undefined }[];
}

/** @throws BrokenChunk, exit 4, as all do that read a chunk. */
export async function leftInPostgres(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  run: number,
  number: number,
): Promise<readonly Spooled[]> {
  const { notifications } = await readKept(transaction, mac, { run, number, lock: '' });
  return notifications.filter(({ standing }) => isToBeSent(standing)).map(({ notification }) => notification);
}

/** `isDoubt` tells by the outcome's byte: for a run that is under way, what is open is not in doubt yet. */
export async function doubtfulInPostgres(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  { run, number }: { readonly run: number; readonly number: number },
  isDoubt: (byte: number) => boolean,
): Promise<readonly InDoubt[]> {
  const { place, notifications } = await readKept(transaction, mac, { run, number, lock: '' });
  return notifications.flatMap(({ notification, standing }) => {
    if (standing === undefined || !isDoubt(standing.byte)) return [];
    const { attempt, position, claimedAt, settledAt, status, error } = standing;
    const { key: _key, digest: _digest, generation: _generation, ...kept } = notification;
    return [{ ...kept, attempt, position, campaign: place.position, claimedAt, settledAt, status, error }];
  });
}

/** The numbers of the chunks that hold somebody in doubt. */
export async function doubtfulPostgresChunks(
  transaction: PostgresTransaction,
  run: number,
): Promise<readonly number[]> {
  const rows = await transaction.all(
    'SELECT DISTINCT chunk FROM req WHERE run = $1 AND doubts > 0 ORDER BY chunk',
    run,
  );
  return rows.map((row) => integer(row, 'chunk'));
}

/** As `reduceChunk` does it. The row is locked first: two that reduce it come one after the other. What is no doubt becomes none. */
export async function reducePostgresChunk(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  { run, number }: { readonly run: number; readonly number: number },
  keep: Keep,
): Promise<void> {
  if (keep === 'in_doubt' && !(await hasDoubts(transaction, run, number))) return erase(transaction, run, number);
  const { place, notifications } = await readKept(transaction, mac, { run, number, lock: 'FOR UPDATE OF chunk' });
  const left = keep === 'unsettled' && notifications.some(({ standing }) => isToBeSent(standing));
  const kept = notifications.filter(
    ({ standing }) => isDoubtful(standing) || (keep === 'unsettled' && isToBeSent(standing)),
  );
  if (kept.length === 0) return erase(transaction, run, number);
  await transaction.run(
    'UPDATE chunk SET finished = $1 WHERE run = $2 AND number = $3 AND finished <> $1',
    !left,
    run,
    number,
  );
  if (kept.length === notifications.length) return;
  const text = writeChunk(kept.map(({ notification }) => notification));
  await transaction.run(
    'UPDATE chunk SET notifications = $1, mac = $2 WHERE run = $3 AND number = $4',
    text,
    mac(place, text),
    run,
    number,
  );
}

/** As `reduceUnlessBroken`. */
export async function reducePostgresUnlessBroken(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  chunk: { readonly run: number; readonly number: number },
  keep: Keep,
): Promise<void> {
  try {
    await reducePostgresChunk(transaction, mac, chunk, keep);
  } catch (error) {
    if (!(error instanceof BrokenChunk)) throw error;
  }
}

/** As `reopenChunks`. */
export async function reopenInPostgres(transaction: PostgresTransaction, mac: ChunkMac, run: number): Promise<void> {
  const kept = await transaction.all(
    'SELECT number FROM chunk WHERE run = $1 AND finished AND notifications IS NOT NULL ORDER BY number',
    run,
  );
  for (const row of kept) {
    await reducePostgresChunk(transaction, mac, { run, number: integer(row, 'number') }, 'unsettled');
  }
}

/** For a run that has ended for good. */
export async function reducePostgresRun(transaction: PostgresTransaction, mac: ChunkMac, run: number): Promise<void> {
  await transaction.run(
    `UPDATE chunk SET finished = true, notifications = NULL, mac = NULL
     WHERE run = $1 AND (notifications IS NOT NULL OR NOT finished)
       AND NOT EXISTS (SELECT 1 FROM req WHERE req.run = $1 AND req.chunk = chunk.number AND doubts > 0)`,
    run,
  );
  for (const number of await doubtfulPostgresChunks(transaction, run)) {
    await reducePostgresUnlessBroken(transaction, mac, { run, number }, 'in_doubt');
  }
}

async function hasDoubts(transaction: PostgresTransaction, run: number, number: number): Promise<boolean> {
  const sql = 'SELECT FROM req WHERE run = $1 AND chunk = $2 AND doubts > 0 LIMIT 1';
  return (await transaction.get(sql, run, number)) !== undefined;
}

async function erase(transaction: PostgresTransaction, run: number, number: number): Promise<void> {
  await transaction.run(
    `UPDATE chunk SET finished = true, notifications = NULL, mac = NULL
     WHERE run = $1 AND number = $2 AND (notifications IS NOT NULL OR NOT finished)`,
    run,
    number,
  );
}

async function readKept(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  { run, number, lock }: { readonly run: number; readonly number: number; readonly lock: '' | 'FOR UPDATE OF chunk' },
): Promise<Kept> {
  const row = await transaction.get(`${chunkRows} WHERE chunk.run = $1 AND chunk.number = $2 ${lock}`, run, number);
  if (row === undefined) throw new Error(`The run has no chunk ${number}.`);
  const notifications = readSigned(row, mac);
  const place = readPlace(row);
  if (notifications === undefined) {
    refuseEmptied([row], await tallyInPostgres(transaction, run, number));
    return { place, notifications: [] };
  }
  const wanted = notifications.map(({ key, generation }) => ({ key, generation, campaign: place.campaign }));
  const standings = await readStandings(transaction, wanted);
  return {
    place,
    notifications: notifications.map((notification, index) => ({ notification, standing: standings[index] })),
  };
}
