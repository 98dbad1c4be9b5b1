// Creates a new ledger: its tables, its lineage and its secret.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { refuseNewLedger } from '../identity.ts';
import type { Opening } from '../ledger-engine.ts';
import type { RecordHead } from '../moving/record.ts';
import type { Sql } from '../sql.ts';
import { syncDirectory } from '../sync-directory.ts';
import { Database } from './database.ts';
import { createPrivately, type LedgerFiles } from './ledger-files.ts';
import { tables } from './schema.ts';
import { refuseLost } from './serial-file.ts';

/**
 * Creates the ledger under another name and moves it into place, so that it exists completely or not at all, and an empty or partial ledger always
 * means damage.
 */
export async function makeLedger(files: LedgerFiles, fill: (sql: Sql) => Promise<void>): Promise<void> {
  fs.rmSync(files.unborn, { force: true });
  createPrivately(files.unborn);
  try {
    {
      using database = new Database(new DatabaseSync(files.unborn), files.database);
      await database.write(async (sql) => {
        await sql.script(tables);
        await fill(sql);
      });
    }
    // A log of an earlier ledger would be taken for the log of this one.
    for (const file of [files.log, files.sharedMemory]) fs.rmSync(file, { force: true });
    fs.renameSync(files.unborn, files.database);
    syncDirectory(files.directory);
  } finally {
    fs.rmSync(files.unborn, { force: true });
  }
}

export async function insertMeta(
  sql: Sql,
  { ledgerId, environment, endpoint, serial, secret, fingerprint }: Required<RecordHead>,
): Promise<void> {
  await sql.run(
    `INSERT INTO meta (one, ledger_id, environment, endpoint, serial, secret, fingerprint)
     VALUES (1, $1, $2, $3, $4, $5, $6)`,
    ledgerId,
    environment,
    endpoint,
    serial,
    secret,
    fingerprint,
  );
}

/** Called before anything is created. Refuses if a ledger was here and is gone, or if nobody asked for a new one. */
export function refuseCreation(files: LedgerFiles, opening: Opening): void {
  refuseLost(files);
  refuseNewLedger(`at ${files.database}`, opening, {
    expected: 'Put it back.',
    unwanted:
      'Put the ledger back, or name a shared one in ledger_env. If nothing was sent from anywhere yet: apply --new-ledger.',
  });
}
