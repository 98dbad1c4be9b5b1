// Migrates a ledger in a file to the current version, or gives it another endpoint. Both are done under the lock.
import type { Holding, Migrated } from '../ledger-engine.ts';
import { goWay, sqliteMigrations, requireWay } from '../moving/migrations.ts';
import { refuseRuns } from '../quiet-ledger.ts';
import { DamagedLedger } from '../row.ts';
import { ledgerVersion } from '../tables.ts';
import { demandDurability, openForWriting } from './open-database.ts';
import { checkSqliteIdentity, readVersion } from './sqlite-identity.ts';
import { underLock, type SqlitePlace } from './under-lock.ts';

type SqliteToMigrate = SqlitePlace & Pick<Holding, 'clock' | 'host'>;

/** @throws Refusal: 4 for a ledger that cannot be migrated or is not the expected one, 9 while a run is under way. */
export async function migrateSqlite(place: SqliteToMigrate, migrations = sqliteMigrations): Promise<Migrated> {
  return underLock(place, async (files) => {
    using database = openForWriting(files);
    const from = await database.read(readVersion);
    const way = requireWay(files.database, migrations, from);
    const check = (sql: Parameters<typeof readVersion>[0]) =>
      checkSqliteIdentity(sql, files, { ...place, closed: 'allow' });
    if (way.length === 0) {
      const { endpoint, closed } = await database.read(check);
      return { from, to: ledgerVersion, endpoint, closed, unknownPeople: 0 };
    }
    demandDurability(database);
    // Rows may refer to a table while it is recreated. SQLite ignores this pragma within a transaction.
    database.exec('PRAGMA foreign_keys = OFF');
    const arrived = await database.write(async (sql) => {
      await refuseRuns(sql, files.database);
      const arrived = await goWay(sql, way, place.endpoint, async () => {
        await sql.script(`PRAGMA user_version = ${ledgerVersion}`);
        return check(sql);
      });
      if ((await sql.all('PRAGMA foreign_key_check')).length > 0) {
        throw new DamagedLedger('there are rows that refer to others which are not there');
      }
      return arrived;
    });
    return { from, to: ledgerVersion, ...arrived };
  });
}

/** Changes the endpoint from `from` to that of the environment. @throws Refusal: 4 if it has another one by now, 9 while a run is under way. */
export async function moveSqliteEndpoint(place: SqliteToMigrate, from: string): Promise<void> {
  await underLock(place, async (files) => {
    using database = openForWriting(files);
    demandDurability(database);
    await database.write(async (sql) => {
      await checkSqliteIdentity(sql, files, { ...place, endpoint: from });
      await refuseRuns(sql, files.database);
      await sql.run('UPDATE meta SET endpoint = $1', place.endpoint);
    });
  });
}
