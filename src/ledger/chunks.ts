// The spool's chunks: written once, reduced to whom they still matter, erased when nobody is left.
import type { ChunkRef, InDoubt, Spooled } from '../delivery/spool.ts';
import { BrokenChunk } from './broken-chunk.ts';
import type { ChunkMac, ChunkPlace } from './chunk-mac.ts';
import {
  chunkRefs,
  chunkRows,
  tallyChunks,
  nextPlace,
  readChunkRef,
  readPlace,
  readSigned,
  refuseEmptied,
} from './chunk-row.ts';
import { writeChunk } from './chunk-text.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';
import { isDoubtful, isToBeSent, standingsOf, type Standing } from './standing.ts';

export function insertChunk(
  database: Database,
  mac: ChunkMac,
  { run, position }: { readonly run: number; readonly position: number },
  notifications: readonly Spooled[],
): void {
  const next = database.one(`${nextPlace} WHERE run.number = ? AND run_campaign.position = ?`, run, position);
  const place = readPlace({ ...next, size: notifications.length });
  const text = writeChunk(notifications);
  database.run(
    'INSERT INTO chunk (run, number, position, size, notifications, mac) VALUES (?, ?, ?, ?, ?, ?)',
    run,
    place.number,
    position,
    place.size,
    text,
    mac(place, text),
  );
}

/** Those with somebody left to be sent to, in order. @throws BrokenChunk, exit 4, where one was emptied. */
export function unfinishedChunks(database: Database, run: number): readonly ChunkRef[] {
  const erased = database.all(`${chunkRefs} WHERE chunk.run = ? AND chunk.notifications IS NULL`, run);
  refuseEmptied(erased, tallyChunks(database.iterate('SELECT chunk, outcomes FROM req WHERE run = ?', run)));
  return database
    .all(`${chunkRefs} WHERE chunk.run = ? AND chunk.finished = 0 ORDER BY chunk.number`, run)
    .map(readChunkRef);
}

interface Kept {
  readonly place: ChunkPlace;
  readonly notifications: readonly { readonly notification: Spooled; readonly standing: Standing | undefined }[];
}

/** @throws BrokenChunk, exit 4, as all do that read a chunk. */
export function toBeSent(database: Database, mac: ChunkMac, run: number, number: number): readonly Spooled[] {
  return readKept(database, mac, run, number)
    .notifications.filter(({ standing }) => isToBeSent(standing))
    .map(({ notification }) => notification);
}

/** `isDoubt` tells by the outcome's byte: for a run that is under way, what is open is not in doubt yet. */
export function doubtfulOf(
  database: Database,
  mac: ChunkMac,
  { run, number }: { readonly run: number; readonly number: number },
  isDoubt: (byte: number) => boolean,
): readonly InDoubt[] {
  const { place, notifications } = readKept(database, mac, run, number);
  return notifications.flatMap(({ notification, standing }) => {
    if (standing === undefined || !isDoubt(standing.byte)) return [];
    const { attempt, position, claimedAt, settledAt, status, error } = standing;
    const { key: _key, digest: _digest, generation: _generation, ...kept } = notification;
    return [{ ...kept, attempt, position, campaign: place.position, claimedAt, settledAt, status, error }];
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
 * `keep` is "in_doubt" for a run that has ended for good: people that it left out are in the next plan.
 */
export function reduceChunk(database: Database, mac: ChunkMac, run: number, number: number, keep: Keep): void {
  if (keep === 'in_doubt' && !hasDoubts(database, run, number)) return erase(database, run, number);
  const { place, notifications } = readKept(database, mac, run, number);
  const left = keep === 'unsettled' && notifications.some(({ standing }) => isToBeSent(standing));
  const kept = notifications.filter(
    ({ standing }) => isDoubtful(standing) || (keep === 'unsettled' && isToBeSent(standing)),
  );
  if (kept.length === 0) return erase(database, run, number);
  database.run('UPDATE chunk SET finished = ? WHERE run = ? AND number = ?', left ? 0 : 1, run, number);
  if (kept.length === notifications.length) return;
  const text = writeChunk(kept.map(({ notification }) => notification));
  database.run(
    'UPDATE chunk SET notifications = ?, mac = ? WHERE run = ? AND number = ?',
    text,
    mac(place, text),
    run,
    number,
  );
}

/** One that is broken stays as it is, for an investigation: what was claimed of it says by itself who is settled. */
export function reduceUnlessBroken(database: Database, mac: ChunkMac, run: number, number: number, keep: Keep): void {
  try {
    reduceChunk(database, mac, run, number, keep);
  } catch (error) {
    if (!(error instanceof BrokenChunk)) throw error;
  }
}

/** For a run that goes on: an answer that came late may have proved somebody unsent in a chunk that is finished. */
export function reopenChunks(database: Database, mac: ChunkMac, run: number): void {
  const kept = database.all(
    'SELECT number FROM chunk WHERE run = ? AND finished = 1 AND notifications IS NOT NULL',
    run,
  );
  for (const row of kept) reduceChunk(database, mac, run, integer(row, 'number'), 'unsettled');
}

/** For a run that has ended for good. */
export function reduceToDoubt(database: Database, mac: ChunkMac, run: number): void {
  database.run(
    `UPDATE chunk SET finished = 1, notifications = NULL, mac = NULL
     WHERE run = ?1 AND number NOT IN (SELECT chunk FROM req WHERE run = ?1 AND doubts > 0)`,
    run,
  );
  for (const number of doubtfulChunks(database, run)) reduceUnlessBroken(database, mac, run, number, 'in_doubt');
}

function hasDoubts(database: Database, run: number, number: number): boolean {
  return database.get('SELECT 1 FROM req WHERE run = ? AND chunk = ? AND doubts > 0', run, number) !== undefined;
}

function erase(database: Database, run: number, number: number): void {
  database.run(
    'UPDATE chunk SET finished = 1, notifications = NULL, mac = NULL WHERE run = ? AND number = ?',
    run,
    number,
  );
}

function readKept(database: Database, mac: ChunkMac, run: number, number: number): Kept {
  const row = database.get(`${chunkRows} WHERE chunk.run = ? AND chunk.number = ?`, run, number);
  if (row === undefined) throw new Error(`The run has no chunk ${number}.`);
  const notifications = readSigned(row, mac);
  const place = readPlace(row);
  if (notifications === undefined) {
    const requests = database.all('SELECT chunk, outcomes FROM req WHERE run = ? AND chunk = ?', run, number);
    refuseEmptied([row], tallyChunks(requests));
    return { place, notifications: [] };
  }
  const standings = standingsOf(database, place.campaign, notifications);
  return {
    place,
    notifications: notifications.map((notification, index) => ({ notification, standing: standings[index] })),
  };
}
