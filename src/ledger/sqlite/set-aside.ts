// Sets the ledger of a rehearsal aside to make room for a new one. It is kept complete, under another name in the same folder.
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
 * Called under the lock. Returns where the ledger is kept, or undefined if it stays because its endpoint is the environment's or a host. The database
 * is moved last: until then, a crash leaves it in place, and the same is done again.
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

/** Returns the first free name: ENV.sandbox.db, ENV.sandbox-2.db. */
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
