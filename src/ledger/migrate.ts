// Brings a ledger's tables forward to the version of this program: under the lock, and all the way or not at all.
import fs from 'node:fs';
import type { Clock } from '../delivery/clock.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { refuseAsHeld } from './holder.ts';
import { takeLock } from './kernel-lock.ts';
import { asRefusal } from './ledger-errors.ts';
import { filesOf, refuseForeignEyes } from './ledger-files.ts';
import { findWay, type Migration } from './migrations.ts';
import { demandDurability, openForWriting } from './open-database.ts';
import { connect, type PostgresOptions } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { takeHold, type Holder } from './postgres-hold.ts';
import { findLedger, foreignTables } from './postgres-identity.ts';
import { postgresVersion } from './postgres-schema.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { workersInPostgres } from './postgres-worker-rows.ts';
import { DamagedLedger, integer } from './row.ts';
import { applicationId, schemaVersion } from './schema.ts';
import { signPostgresChunks, signSqliteChunks } from './sign-chunks.ts';

/** From which version to which; the same when there was nothing to do. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}

export interface SqliteToMigrate {
  /** Of the database file. */
  readonly path: string;
  readonly environment: string;
  readonly clock: Clock;
  readonly host: string;
  /** The secret of `ledger_key_env`, when it is kept outside. */
  readonly key?: string;
}

/** Undefined when there is no ledger. @throws Refusal: 4 for a ledger that cannot be brought forward, 9 when another process holds it. */
export async function migrateSqlite(
  place: SqliteToMigrate,
  migrations: readonly Migration[],
): Promise<Migrated | undefined> {
  const files = filesOf(place.path, place.environment);
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
    if (way.length === 0) return { from, to: from };
    demandDurability(database);
    database.transaction(() => {
      for (const { sql, signsChunks } of way) {
        database.exec(sql);
        if (signsChunks) signSqliteChunks(database, { ledger: files.database, key: place.key });
      }
      database.exec(`PRAGMA user_version = ${schemaVersion}`);
    });
    return { from, to: schemaVersion };
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

/** As migrateSqlite; 9 also while workers are at it. */
export async function migratePostgres(
  place: PostgresOptions & Holder & Pick<SqliteToMigrate, 'key'>,
  migrations: readonly Migration[],
): Promise<Migrated | undefined> {
  const { address } = place;
  try {
    await using database = await connect(place);
    return await database.write(async (transaction) => {
      const found = await findLedger(transaction, address);
      if (found === 'mixed') throw foreignTables(address);
      if (found === 'nothing') return undefined;
      const from = integer(await transaction.one('SELECT version FROM meta FOR UPDATE'), 'version');
      const way = findWay(migrations, from, postgresVersion);
      if (way === undefined || from > postgresVersion) throw noWay(address.shown, from, postgresVersion);
      if (way.length === 0) return { from, to: from };
      // Who held it is fenced: a process of the older version writes nothing more.
      await takeHold(transaction, address.shown, place);
      await fenceWorkers(transaction, address.shown);
      for (const { sql, signsChunks } of way) {
        await transaction.run(sql);
        if (signsChunks) await signPostgresChunks(transaction, { ledger: address.shown, key: place.key });
      }
      await transaction.run('UPDATE meta SET version = $1', postgresVersion);
      await transaction.run('UPDATE hold SET host = NULL, lease_until = 0');
      return { from, to: postgresVersion };
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}

/** Workers know the tables as they are, and do without the hold: those that are silent lose their chunks. */
async function fenceWorkers(transaction: PostgresTransaction, ledger: string): Promise<void> {
  const alive = (await workersInPostgres(transaction)).filter(({ isAlive }) => isAlive);
  const [first] = alive;
  if (first !== undefined) {
    throw refuse(
      exitCodes.locked,
      'PP409',
      `Workers are at it: the ledger ${ledger} has ${alive.length}, ${first.name} for one.`,
      'End them first: SIGTERM lets each finish what it has under way. Then migrate, and start those of the new version.',
    );
  }
  await transaction.run('UPDATE chunk SET epoch = epoch + 1 WHERE NOT finished AND epoch > 0');
}

function noWay(ledger: string, from: number, to: number): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP312',
    `The ledger ${ledger} is of version ${from}, and there is no way from there to version ${to}.`,
    'Use the pushplan that wrote it, or a newer one.',
  );
}
