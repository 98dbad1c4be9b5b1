// The spool's chunks: written once, reduced to whom they still matter, erased when nobody is left.
import type { ChunkRef, InDoubt, Spooled } from '../delivery/spool.ts';
import { readChunk, writeChunk } from './chunk-text.ts';
import type { Database } from './database.ts';
import { blobOrNull, integer, type Row } from './row.ts';
import { isDoubtful, isToBeSent, standingsOf, type Standing } from './standing.ts';

export function insertChunk(
  database: Database,
  run: number,
  position: number,
  notifications: readonly Spooled[],
): void {
  database.run(
    `INSERT INTO chunk (run, number, position, size, notifications)
     SELECT ?1, coalesce(max(number) + 1, 0), ?2, ?3, ?4 FROM chunk WHERE run = ?1`,
    run,
    position,
    notifications.length,
    writeChunk(notifications),
  );
}

/** Those with somebody left to be sent to, in order. */
export function unfinishedChunks(database: Database, run: number): readonly ChunkRef[] {
  return database
    .all('SELECT number, position, size FROM chunk WHERE run = ? AND finished = 0 ORDER BY number', run)
    .map((row) => ({ number: integer(row, 'number'), campaign: integer(row, 'position'), size: integer(row, 'size') }));
}

interface Kept {
  /** Of the campaign in the run. */
  readonly position: number;
  readonly notifications: readonly { readonly notification: Spooled; readonly standing: Standing | undefined }[];
}

export function toBeSent(database: Database, run: number, number: number): readonly Spooled[] {
  return readKept(database, run, number)
    .notifications.filter(({ standing }) => isToBeSent(standing))
    .map(({ notification }) => notification);
}

/** `isDoubt` tells by the outcome's byte: for a run that is under way, what is open is not in doubt yet. */
export function doubtfulOf(
  database: Database,
  run: number,
  number: number,
  isDoubt: (byte: number) => boolean,
): readonly InDoubt[] {
  const { position: campaign, notifications } = readKept(database, run, number);
  return notifications.flatMap(({ notification: { row, payload }, standing }) => {
    if (standing === undefined || !isDoubt(standing.byte)) return [];
    const { attempt, position, claimedAt, settledAt, status, error } = standing;
    return [{ attempt, position, campaign, row, payload, claimedAt, settledAt, status, error }];
  });
}

export type Keep = 'unsettled' | 'in_doubt';

/** The numbers of the chunks that hold somebody in doubt. */
export function doubtfulChunks(database: Database, run: number): readonly number[] {
  return database
    .all('SELECT DISTINCT chunk FROM req WHERE run = ? AND doubts > 0 ORDER BY chunk', run)
    .map((row) => integer(row, 'chunk'));
}

/**
 * Keeps those in doubt and, while the run can go on, those that are still to be sent; erases the chunk when there are none.
 * `keep` is "in_doubt" for a run that has ended for good: whom it left out is planned anew.
 */
export function reduceChunk(database: Database, run: number, number: number, keep: Keep): void {
  const { notifications } = readKept(database, run, number);
  const left = keep === 'unsettled' && notifications.some(({ standing }) => isToBeSent(standing));
  const kept = notifications.filter(
    ({ standing }) => isDoubtful(standing) || (keep === 'unsettled' && isToBeSent(standing)),
  );
  database.run('UPDATE chunk SET finished = ? WHERE run = ? AND number = ?', left ? 0 : 1, run, number);
  if (kept.length === notifications.length && kept.length > 0) return;
  database.run(
    'UPDATE chunk SET notifications = ? WHERE run = ? AND number = ?',
    kept.length === 0 ? null : writeChunk(kept.map(({ notification }) => notification)),
    run,
    number,
  );
}

/** For a run that has ended for good. */
export function reduceToDoubt(database: Database, run: number): void {
  database.run(
    `UPDATE chunk SET finished = 1, notifications = NULL
     WHERE run = ?1 AND number NOT IN (SELECT chunk FROM req WHERE run = ?1 AND doubts > 0)`,
    run,
  );
  for (const number of doubtfulChunks(database, run)) reduceChunk(database, run, number, 'in_doubt');
}

function readKept(database: Database, run: number, number: number): Kept {
  const row = database.get(
    `SELECT chunk.position, chunk.notifications, run_campaign.campaign
     FROM chunk JOIN run_campaign USING (run, position) WHERE chunk.run = ? AND chunk.number = ?`,
    run,
    number,
  );
  if (row === undefined) throw new Error(`The run has no chunk ${number}.`);
  const notifications = readNotifications(row);
  const standings = standingsOf(database, integer(row, 'campaign'), notifications);
  return {
    position: integer(row, 'position'),
    notifications: notifications.map((notification, index) => ({ notification, standing: standings[index] })),
  };
}

function readNotifications(row: Row): readonly Spooled[] {
  const text = blobOrNull(row, 'notifications');
  return text === null ? [] : readChunk(text);
}
