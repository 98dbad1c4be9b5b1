// Removes the ledger of a sandbox, under its lock: what was rehearsed is forgotten on purpose.
import fs from 'node:fs';
import type { Holding } from '../ledger-engine.ts';
import { syncDirectory } from '../sync-directory.ts';
import { openForWriting } from './open-database.ts';
import { checkSqliteIdentity } from './sqlite-identity.ts';
import { underLock, type SqlitePlace } from './under-lock.ts';

/**
 * The lock stays, as always. The database goes last: a crash leaves a ledger that can be removed again.
 * @throws Refusal: 4 for a ledger that is not the expected one, 9 when another process holds it, 1 when the disk fails.
 */
export function removeSqlite(place: SqlitePlace & Pick<Holding, 'clock' | 'host'>): Promise<void> {
  return underLock(place, async (files) => {
    // One that is gone may have left what says that there was one.
    if (fs.existsSync(files.database)) {
      using database = openForWriting(files);
      await database.read((sql) => checkSqliteIdentity(sql, files, { ...place, closed: 'allow' }));
    }
    for (const name of ['serial', 'rescue', 'damagedRescue', 'unborn', 'log', 'sharedMemory', 'database'] as const) {
      fs.rmSync(files[name], { force: true });
    }
    syncDirectory(files.directory);
  });
}
