// Removes the ledger of a sandbox, under its lock, to forget a rehearsal on purpose.
import fs from 'node:fs';
import type { Holding } from '../ledger-engine.ts';
import { syncDirectory } from '../sync-directory.ts';
import { openForWriting } from './open-database.ts';
import { checkSqliteIdentity } from './sqlite-identity.ts';
import { underLock, type SqlitePlace } from './under-lock.ts';

/**
 * The lock file stays, as always. The database is removed last, so that a crash leaves a ledger that can be removed again.
 *
 * @throws Refusal: 4 for a ledger that is not the expected one, 9 if another process holds it, 1 if the disk fails.
 */
export function removeSqlite(place: SqlitePlace & Pick<Holding, 'clock' | 'host'>): Promise<void> {
  return underLock(place, async (files) => {
    // If the database is gone, other files may still say that there was one.
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
