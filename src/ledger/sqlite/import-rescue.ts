// Imports outcomes that an earlier run could not write into the ledger, and reports what it found.
import fs from 'node:fs';
import type { Settlement } from '../../delivery/ledger.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { reduceUnlessBroken } from '../chunks/chunks.ts';
import type { Database } from './database.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { syncDirectory } from '../sync-directory.ts';
import { readRescueText } from './rescue-text.ts';
import { keepOf } from '../claims/resolve.ts';
import type { SlotRing } from '../pace/slot-ring.ts';
import { blob, integer, type Row } from '../row.ts';
import { runByNumber } from '../runs/runs.ts';
import { settle } from '../claims/settle.ts';
import type { Sql } from '../sql.ts';

/**
 * Called once at opening, under the lock. Idempotent: the file is removed only after its outcomes are durable. A file with unreadable parts is set
 * aside: the claims it was about are still open, so they are in doubt and are not sent again.
 */
export async function importRescue(
  database: Database,
  ring: SlotRing<Sql>,
  {
    files,
    ledgerId,
    mac,
    at,
  }: { readonly files: LedgerFiles; readonly ledgerId: string; readonly mac: ChunkMac; readonly at: number },
): Promise<readonly Diagnostic[]> {
  if (!fs.existsSync(files.rescue)) return [];
  const text = readRescueText(fs.readFileSync(files.rescue, 'utf8'), ledgerId);
  const fitting = await database.write(async (sql) => {
    const taken: Settlement[] = [];
    for (const settlement of text?.settlements ?? []) {
      if (await takeIn(sql, ring, settlement, { mac, at })) taken.push(settlement);
    }
    return taken;
  });
  const isWhole = text !== undefined && text.damaged + text.settlements.length === fitting.length;
  if (isWhole) fs.rmSync(files.rescue);
  else fs.renameSync(files.rescue, files.damagedRescue);
  syncDirectory(files.directory);
  const count = fitting.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  return [...(count === 0 ? [] : [takenIn(files, count)]), ...(isWhole ? [] : [damaged(files)])];
}

/** Returns false if the ledger has no such claim. */
async function takeIn(
  sql: Sql,
  ring: SlotRing<Sql>,
  settlement: Settlement,
  { mac, at }: { readonly mac: ChunkMac; readonly at: number },
): Promise<boolean> {
  const request = await sql.get('SELECT run, chunk, outcomes FROM req WHERE attempt = $1', settlement.attempt);
  if (request === undefined || blob(request, 'outcomes').length !== settlement.outcomes.length) return false;
  await settle(sql, ring, [settlement], at);
  await forgetSettled(sql, mac, request);
  return true;
}

/** Reduces the chunk: the spool of a run that has ended may still hold people who were in doubt until now. */
async function forgetSettled(sql: Sql, mac: ChunkMac, request: Row): Promise<void> {
  const run = integer(request, 'run');
  const keep = keepOf((await runByNumber(sql, run)).record.state);
  await reduceUnlessBroken(sql, mac, { run, number: integer(request, 'chunk') }, keep);
}

function takenIn(files: LedgerFiles, count: number): Diagnostic {
  return warningAt(
    undefined,
    'PP416',
    `Outcomes that an earlier run could not write were added from ${files.rescue}. Notifications: ${count}.`,
    'There is nothing to do.',
  );
}

function damaged(files: LedgerFiles): Diagnostic {
  return warningAt(
    undefined,
    'PP417',
    `The rescue file ${files.rescue} is damaged or not this ledger's. Its unreadable part was moved to ${files.damagedRescue}.`,
    'Nobody is lost: the notifications in it are in doubt, and pushplan resolve settles them.',
  );
}
