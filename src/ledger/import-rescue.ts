// Takes in what a run before could not write into the ledger, and says what it found.
import fs from 'node:fs';
import type { Settlement } from '../delivery/ledger.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { reduceUnlessBroken } from './chunks.ts';
import type { Database } from './database.ts';
import { syncDirectory, type LedgerFiles } from './ledger-files.ts';
import { readRescueText } from './rescue-text.ts';
import { keepOf } from './resolve.ts';
import { blob, integer, type Row } from './row.ts';
import { runByNumber } from './runs.ts';
import { settleInTransaction } from './settle.ts';
import type { SlotRing } from './slot-ring.ts';

/**
 * Once at opening, under the lock. Idempotent: the file goes only after its outcomes are durable. What cannot be read is put
 * aside: its claims are open, so whoever they were for is in doubt and nobody is sent to again.
 */
export function importRescue(
  database: Database,
  ring: SlotRing,
  {
    files,
    ledgerId,
    mac,
    at,
  }: { readonly files: LedgerFiles; readonly ledgerId: string; readonly mac: ChunkMac; readonly at: number },
): readonly Diagnostic[] {
  if (!fs.existsSync(files.rescue)) return [];
  const text = readRescueText(fs.readFileSync(files.rescue, 'utf8'), ledgerId);
  const fitting = database.transaction(() =>
    (text?.settlements ?? []).filter((settlement) => takeIn(database, ring, settlement, { mac, at })),
  );
  const isWhole = text !== undefined && text.damaged + text.settlements.length === fitting.length;
  if (isWhole) fs.rmSync(files.rescue);
  else fs.renameSync(files.rescue, files.damagedRescue);
  syncDirectory(files.directory);
  const count = fitting.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  return [...(count === 0 ? [] : [takenIn(files, count)]), ...(isWhole ? [] : [damaged(files)])];
}

/** False when the ledger has no such claim. */
function takeIn(
  database: Database,
  ring: SlotRing,
  settlement: Settlement,
  { mac, at }: { readonly mac: ChunkMac; readonly at: number },
): boolean {
  const request = database.get('SELECT run, chunk, outcomes FROM req WHERE attempt = ?', settlement.attempt);
  if (request === undefined || blob(request, 'outcomes').length !== settlement.outcomes.length) return false;
  settleInTransaction(database, ring, settlement, at);
  forgetSettled(database, mac, request);
  return true;
}

/** The spool of a run that has ended may still hold those who were in doubt until now. */
function forgetSettled(database: Database, mac: ChunkMac, request: Row): void {
  const run = integer(request, 'run');
  const keep = keepOf(runByNumber(database, run).record.state);
  reduceUnlessBroken(database, mac, run, integer(request, 'chunk'), keep);
}

function takenIn(files: LedgerFiles, count: number): Diagnostic {
  return warningAt(
    undefined,
    'PP416',
    `What became of ${count} notifications, which an earlier run could not write, was taken in from ${files.rescue}.`,
  );
}

function damaged(files: LedgerFiles): Diagnostic {
  return warningAt(
    undefined,
    'PP417',
    `The rescue file ${files.rescue} is damaged or not this ledger's. What could not be read of it was put aside as ${files.damagedRescue}.`,
    'Nobody is lost: those it was about are in doubt, and pushplan resolve settles them.',
  );
}
