// Puts the ledger of a rehearsal out of the way of a new one: it is kept beside it, whole, under another name.
import fs from 'node:fs';
import path from 'node:path';
import { exitCodes, refuse } from '../../errors.ts';
import { checkLineage, type Expected } from '../identity.ts';
import { filesOf, type LedgerFiles } from './ledger-files.ts';
import { syncDirectory } from '../sync-directory.ts';
import { leaveLog, openForWriting } from './open-database.ts';
import { checkSqliteVersion, wordsOf } from './sqlite-identity.ts';
import { isRehearsal } from '../moving/other-endpoint.ts';

/**
 * Under the lock. Gives where it is kept; undefined where it stays, since it is of the environment's endpoint or of a host. The
 * database goes last: until then a crash leaves it where it is, and the same is done again.
 */
export async function setRehearsalAside(files: LedgerFiles, expected: Expected): Promise<string | undefined> {
  if (!fs.existsSync(files.database)) return undefined;
  {
    using database = openForWriting(files);
    const { expectId: _, ...any } = expected;
    const { endpoint } = await database.read(async (sql) => {
      await checkSqliteVersion(sql, files);
      return checkLineage(sql, wordsOf(files), { ...any, moved: 'allow', closed: 'allow' });
    });
    if (endpoint === expected.endpoint || !isRehearsal(endpoint)) return undefined;
    if (expected.expectId !== undefined) throw isPinned(files, expected.expectId);
    leaveLog(database);
  }
  const kept = placeFor(files, expected.environment);
  for (const file of [files.log, files.sharedMemory]) fs.rmSync(file, { force: true });
  for (const name of ['serial', 'rescue', 'damagedRescue', 'database'] as const) {
    if (fs.existsSync(files[name])) fs.renameSync(files[name], kept[name]);
  }
  syncDirectory(files.directory);
  return kept.database;
}

/** The first that is free: ENV.sandbox.db, ENV.sandbox-2.db. */
function placeFor({ directory }: LedgerFiles, environment: string): LedgerFiles {
  for (let number = 1; ; number += 1) {
    const name = `${environment}.sandbox${number === 1 ? '' : `-${number}`}`;
    const kept = filesOf(path.join(directory, `${name}.db`), name);
    if (!fs.existsSync(kept.database)) return kept;
  }
}

function isPinned(files: LedgerFiles, expectId: string): Error {
  return refuse(
    exitCodes.blocked,
    'PP310',
    `The ledger ${files.database} is of a rehearsal, and a new one would not be ${expectId}, which is expected there.`,
    'Remove ledger_id from pushplan.yaml, and plan again; then pin the id of the new ledger.',
  );
}
