// Checks which ledger is in a file, and whether it has gone back in time since it was last seen.
import { exitCodes, refuse } from '../../errors.ts';
import { isForeign } from '../foreign-ledger.ts';
import { checkIdentity, checkVersion, type Expected, type Identity, type PlaceWords } from '../identity.ts';
import { DamagedLedger, integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import { anotherFile, type LedgerFiles } from './ledger-files.ts';
import { applicationId } from './schema.ts';
import { readSerialFile, type KeptSerial } from './serial-file.ts';

export function wordsOf({ database }: LedgerFiles): PlaceWords {
  return {
    shown: database,
    another: anotherFile,
    apart: 'Give each environment a ledger of its own.',
    right: 'Put the right ledger in its place',
  };
}

/** Must be the first in its transaction. Refuses (exit 4) a ledger that is not the expected one, or not in the expected state. */
export async function checkSqliteIdentity(sql: Sql, files: LedgerFiles, expected: Expected): Promise<Identity> {
  // Read before the ledger: what another process adds meanwhile is then in the ledger, but not yet in this file.
  const kept = readSerialFile(files.serial);
  await checkSqliteVersion(sql, files);
  const identity = await checkIdentity(sql, wordsOf(files), expected);
  // If a ledger was moved within the folder, the serial file describes the new one.
  const mayBeBehind = identity.closed !== undefined || expected.earlier === 'allow';
  if (kept !== undefined && !mayBeBehind) checkKept(identity.id, await readProgress(sql), kept, files);
  return identity;
}

/** Refuses (exit 4) a file that is not a ledger of this version. */
export async function checkSqliteVersion(sql: Sql, files: LedgerFiles): Promise<void> {
  await checkVersion(sql, files.database, await readVersion(sql));
}

/** @throws DamagedLedger for a file that is not a ledger. */
export async function readVersion(sql: Sql): Promise<number> {
  if ((await sql.one('PRAGMA application_id'))['application_id'] !== applicationId) {
    throw new DamagedLedger('it is a SQLite file of another kind');
  }
  return integer(await sql.one('PRAGMA user_version'), 'user_version');
}

type Progress = Pick<KeptSerial, 'serial' | 'attempt'>;

/** Returns how far a ledger has come, as in the file beside it. `attempt` is the last one, or 0 before the first. */
export async function readProgress(sql: Sql): Promise<Progress> {
  const progress = await sql.one('SELECT serial, (SELECT coalesce(max(attempt), 0) FROM req) AS attempt FROM meta');
  return { serial: integer(progress, 'serial'), attempt: integer(progress, 'attempt') };
}

function checkKept(id: string, now: Progress, kept: KeptSerial, files: LedgerFiles): void {
  if (kept.ledgerId !== id) {
    throw isForeign(
      `The ledger ${files.database} has the id ${id}; the one that was used here before is ${kept.ledgerId}`,
      `Put that one back, or remove ${files.serial} if this one is to be used from now on.`,
    );
  }
  for (const [name, has, seen] of [
    ['serial', now.serial, kept.serial],
    ['last attempt', now.attempt, kept.attempt],
  ] as const) {
    if (has >= seen) continue;
    throw refuse(
      exitCodes.blocked,
      'PP311',
      `The ledger ${files.database} has gone back in time: its ${name} is ${has}, and ${seen} has been seen.`,
      'It does not know what was sent since. Put back the newest copy of it.',
    );
  }
}
