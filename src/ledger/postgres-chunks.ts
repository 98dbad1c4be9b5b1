// The spool's chunks on PostgreSQL: written once, reduced to whom they still matter, erased when nobody is left.
import type { ChunkRef, InDoubt, Spooled } from '../delivery/spool.ts';
import { readChunk, writeChunk } from './chunk-text.ts';
import type { Keep } from './chunks.ts';
import { readStandings } from './postgres-standing.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { blobOrNull, integer } from './row.ts';
import { isDoubtful, isToBeSent, type Standing } from './standing.ts';

export async function insertPostgresChunk(
  transaction: PostgresTransaction,
  run: number,
  position: number,
  notifications: readonly Spooled[],
): Promise<void> {
  await transaction.run(
    `INSERT INTO chunk (run, number, position, size, notifications)
     SELECT $1, coalesce(max(number) + 1, 0), $2, $3, $4 FROM chunk WHERE run = $1`,
    run,
    position,
    notifications.length,
    writeChunk(notifications),
  );
}

/** Those with somebody left to be sent to, in order. */
export async function unfinishedPostgresChunks(
  transaction: PostgresTransaction,
  run: number,
): Promise<readonly ChunkRef[]> {
  const rows = await transaction.all(
    'SELECT number, position, size FROM chunk WHERE run = $1 AND NOT finished ORDER BY number',
    run,
  );
  return rows.map((row) => ({
    number: integer(row, 'number'),
    campaign: integer(row, 'position'),
    size: integer(row, 'size'),
  }));
}

interface Kept {
  /** Of the campaign in the run. */
  readonly position: number;
  readonly notifications: readonly { readonly notification: Spooled; readonly standing: Standing | undefined }[];
}

export async function leftInPostgres(
  transaction: PostgresTransaction,
  run: number,
  number: number,
): Promise<readonly Spooled[]> {
  const { notifications } = await readKept(transaction, run, number, '');
  return notifications.filter(({ standing }) => isToBeSent(standing)).map(({ notification }) => notification);
}

/** `isDoubt` tells by the outcome's byte: for a run that is under way, what is open is not in doubt yet. */
export async function doubtfulInPostgres(
  transaction: PostgresTransaction,
  run: number,
  number: number,
  isDoubt: (byte: number) => boolean,
): Promise<readonly InDoubt[]> {
  const { position: campaign, notifications } = await readKept(transaction, run, number, '');
  return notifications.flatMap(({ notification: { row, payload }, standing }) => {
    if (standing === undefined || !isDoubt(standing.byte)) return [];
    const { attempt, position, claimedAt, settledAt, status, error } = standing;
    return [{ attempt, position, campaign, row, payload, claimedAt, settledAt, status, error }];
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

/** As `reduceChunk` does it. The row is locked first: two that reduce it come one after the other. */
export async function reducePostgresChunk(
  transaction: PostgresTransaction,
  run: number,
  number: number,
  keep: Keep,
): Promise<void> {
  const { notifications } = await readKept(transaction, run, number, 'FOR UPDATE OF chunk');
  const left = keep === 'unsettled' && notifications.some(({ standing }) => isToBeSent(standing));
  const kept = notifications.filter(
    ({ standing }) => isDoubtful(standing) || (keep === 'unsettled' && isToBeSent(standing)),
  );
  await transaction.run(
    'UPDATE chunk SET finished = $1 WHERE run = $2 AND number = $3 AND finished <> $1',
    !left,
    run,
    number,
  );
  if (kept.length === notifications.length && kept.length > 0) return;
  await transaction.run(
    'UPDATE chunk SET notifications = $1 WHERE run = $2 AND number = $3',
    kept.length === 0 ? null : writeChunk(kept.map(({ notification }) => notification)),
    run,
    number,
  );
}

/** For a run that has ended for good. */
export async function reducePostgresRun(transaction: PostgresTransaction, run: number): Promise<void> {
  await transaction.run(
    `UPDATE chunk SET finished = true, notifications = NULL
     WHERE run = $1 AND (notifications IS NOT NULL OR NOT finished)
       AND NOT EXISTS (SELECT 1 FROM req WHERE req.run = $1 AND req.chunk = chunk.number AND doubts > 0)`,
    run,
  );
  for (const number of await doubtfulPostgresChunks(transaction, run)) {
    await reducePostgresChunk(transaction, run, number, 'in_doubt');
  }
}

async function readKept(
  transaction: PostgresTransaction,
  run: number,
  number: number,
  lock: '' | 'FOR UPDATE OF chunk',
): Promise<Kept> {
  const row = await transaction.get(
    `SELECT chunk.position, chunk.notifications, run_campaign.campaign
     FROM chunk JOIN run_campaign USING (run, position) WHERE chunk.run = $1 AND chunk.number = $2 ${lock}`,
    run,
    number,
  );
  if (row === undefined) throw new Error(`The run has no chunk ${number}.`);
  const text = blobOrNull(row, 'notifications');
  const notifications = text === null ? [] : readChunk(text);
  const campaign = integer(row, 'campaign');
  const wanted = notifications.map(({ key, generation }) => ({ key, generation, campaign }));
  const standings = await readStandings(transaction, wanted);
  return {
    position: integer(row, 'position'),
    notifications: notifications.map((notification, index) => ({ notification, standing: standings[index] })),
  };
}
