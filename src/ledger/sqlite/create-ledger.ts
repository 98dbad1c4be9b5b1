// Makes a new ledger: its tables, its lineage and its secret.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, refuse } from '../../errors.ts';
import { Database } from './database.ts';
import type { Expected } from '../identity.ts';
import { createPrivately, syncDirectory, type LedgerFiles } from './ledger-files.ts';
import { fingerprintOf } from '../notification-hash.ts';
import { randomText, type RandomBytes } from '../random-text.ts';
import { tables } from './schema.ts';
import { readSerialFile } from './serial-file.ts';

/** Under the lock. Made under another name and moved into place, so that an empty or half a ledger is always damage. */
export function createLedger(files: LedgerFiles, expected: Expected, random: RandomBytes): void {
  fs.rmSync(files.unborn, { force: true });
  createPrivately(files.unborn);
  {
    using database = new Database(new DatabaseSync(files.unborn));
    const secret = expected.key === undefined ? random(32) : Buffer.from(expected.key);
    database.transaction(() => {
      database.exec(tables);
      database.run(
        `INSERT INTO meta (one, ledger_id, environment, endpoint, serial, secret, fingerprint)
         VALUES (1, ?, ?, ?, 0, ?, ?)`,
        `ledger_${randomText(random, 16)}`,
        expected.environment,
        expected.endpoint,
        expected.key === undefined ? secret : null,
        fingerprintOf(secret),
      );
    });
  }
  fs.renameSync(files.unborn, files.database);
  syncDirectory(files.directory);
}

/** Before anything is made: a ledger that was here and is gone, or a new one that nobody asked for. */
export function refuseCreation(files: LedgerFiles, expected: Expected, create: 'allow' | 'refuse'): void {
  if (readSerialFile(files.serial) !== undefined) {
    throw refuse(
      exitCodes.blocked,
      'PP311',
      `The ledger ${files.database} is gone, but ${files.serial} says that there was one.`,
      `Put the ledger back. To begin anew, and send to everybody again, remove ${files.serial}.`,
    );
  }
  if (expected.expectId !== undefined) {
    throw refuse(
      exitCodes.blocked,
      'PP310',
      `There is no ledger at ${files.database}, and the one that is expected there is ${expected.expectId}.`,
      'Put it back. To begin anew, and send to everybody again, plan without it and remove ledger_id from pushplan.yaml.',
    );
  }
  if (create === 'refuse') {
    throw refuse(
      exitCodes.blocked,
      'PP314',
      `There is no ledger at ${files.database}, and a new one would send to everybody again.`,
      'Name a shared ledger in ledger_env. To begin a new one on purpose: apply --new-ledger.',
    );
  }
}
