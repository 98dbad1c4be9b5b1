// Brings a ledger's tables forward to the version of this program: under the lock, and all the way or not at all.
import fs from 'node:fs';
import type { Clock } from '../../delivery/clock.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { Database } from './database.ts';
import { refuseAsHeld } from './holder.ts';
import { checkIdentity, type Expected, type Identity } from '../identity.ts';
import { takeLock } from './kernel-lock.ts';
import type { Migrated } from '../ledger-engine.ts';
import { asRefusal } from '../ledger-errors.ts';
import { filesOf, refuseForeignEyes, type LedgerFiles } from './ledger-files.ts';
import {
  findWay,
  postgresMigrations,
  sqliteMigrations,
  type PostgresMigration,
  type SqliteMigration,
} from './migrations.ts';
import { demandDurability, openForWriting } from './open-database.ts';
import { connect, type PostgresOptions } from '../postgres/postgres-database.ts';
import { asPostgresRefusal } from '../postgres/postgres-fault.ts';
import { takeHold, type Holder } from '../postgres/postgres-hold.ts';
import { checkPostgresIdentity, findLedger, foreignTables } from '../postgres/postgres-identity.ts';
import { postgresVersion } from '../postgres/postgres-schema.ts';
import type { PostgresTransaction } from '../postgres/postgres-transaction.ts';
import { refuseRunsInPostgres, refuseRunsInSqlite, refuseWorkers } from '../quiet-ledger.ts';
import { DamagedLedger, integer } from '../row.ts';
import { applicationId, schemaVersion } from './schema.ts';

export interface SqliteToMigrate extends Expected {
  /** Of the database file. */
  readonly path: string;
  readonly clock: Clock;
  readonly host: string;
}

export type PostgresToMigrate = Expected & PostgresOptions & Holder;

/**
 * A ledger that does not know its endpoint yet gets that of the environment. Undefined when there is no ledger.
 * @throws Refusal: 4 for a ledger that cannot be brought forward or is not the expected one, 9 while a run is under way.
 */
export async function migrateSqlite(
  place: SqliteToMigrate,
  migrations = sqliteMigrations,
): Promise<Migrated | undefined> {
  const files = filesOf(place.path, place.environment);
  const expected = { ...place, closed: 'allow' } as const;
  try {
    if (!fs.existsSync(files.database)) return undefined;
    refuseForeignEyes(files);
    using lock = takeLock(files.lock);
    if (lock === undefined) throw await refuseAsHeld(files, place);
    using database = openForWriting(files);
    if (database.pragma('application_id') !== applicationId) {
      throw new DamagedLedger('it is a SQLite file of another kind');
    }
    const from = Number(database.pragma('user_version'));
    const way = findWay(migrations, from, schemaVersion);
    if (way === undefined || from > schemaVersion) throw noWay(files.database, from, schemaVersion);
    const { endpoint } =
      way.length === 0 ? checkIdentity(database, files, expected) : goInSqlite(database, files, expected, way);
    return { from, to: schemaVersion, endpoint };
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

function goInSqlite(
  database: Database,
  files: LedgerFiles,
  expected: Expected,
  way: readonly SqliteMigration[],
): Identity {
  demandDurability(database);
  // Rows that refer to a table which is made again wait for it. In a transaction this cannot be said any more.
  database.exec('PRAGMA foreign_keys = OFF');
  return database.transaction(() => {
    refuseRunsInSqlite(database, files.database);
    for (const { sql } of way) database.exec(sql);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.run('UPDATE meta SET endpoint = coalesce(endpoint, ?)', expected.endpoint);
    const identity = checkIdentity(database, files, expected);
    for (const { alsoRun } of way) alsoRun?.(database, identity);
    if (database.all('PRAGMA foreign_key_check').length > 0) {
      throw new DamagedLedger('there are rows that refer to others which are not there');
    }
    return identity;
  });
}

/** As migrateSqlite; 9 also while workers are alive. */
export async function migratePostgres(
  place: PostgresToMigrate,
  migrations = postgresMigrations,
): Promise<Migrated | undefined> {
  const { address } = place;
  const expected = { ...place, closed: 'allow' } as const;
  try {
    await using database = await connect(place);
    return await database.write(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      if (found === 'nothing') return undefined;
      const from = integer(await transaction.one('SELECT version FROM meta FOR UPDATE'), 'version');
      const way = findWay(migrations, from, postgresVersion);
      if (way === undefined || from > postgresVersion) throw noWay(address.shown, from, postgresVersion);
      const { endpoint } =
        way.length === 0
          ? await checkPostgresIdentity(transaction, address, expected)
          : await goInPostgres(transaction, place, expected, way);
      return { from, to: postgresVersion, endpoint };
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

async function goInPostgres(
  transaction: PostgresTransaction,
  place: PostgresToMigrate,
  expected: Expected,
  way: readonly PostgresMigration[],
): Promise<Identity> {
  const { address } = place;
  // Who held it is fenced: a process of the older version writes nothing more.
  await takeHold(transaction, address.shown, place);
  await refuseRunsInPostgres(transaction, address.shown);
  await refuseWorkers(transaction, address.shown);
  // Those that are silent lose their chunks.
  await transaction.run('UPDATE chunk SET epoch = epoch + 1 WHERE NOT finished AND epoch > 0');
  for (const { sql } of way) await transaction.run(sql);
  await transaction.run(
    'UPDATE meta SET version = $1, endpoint = coalesce(endpoint, $2)',
    postgresVersion,
    expected.endpoint,
  );
  const identity = await checkPostgresIdentity(transaction, address, expected);
  for (const { alsoRun } of way) await alsoRun?.(transaction, identity);
  await transaction.run('UPDATE hold SET host = NULL, lease_until = 0');
  return identity;
}

function noWay(ledger: string, from: number, to: number): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${ledger} is of version ${from}, and there is no way from there to version ${to}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}
