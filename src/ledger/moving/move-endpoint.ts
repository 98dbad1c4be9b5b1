// Gives a ledger another endpoint: for a host that has moved, with all the people that it knows of.
import { refuseAsHeld } from '../sqlite/holder.ts';
import { checkIdentity } from '../identity.ts';
import { takeLock } from '../sqlite/kernel-lock.ts';
import { asRefusal } from '../ledger-errors.ts';
import { filesOf } from '../sqlite/ledger-files.ts';
import type { PostgresToMigrate, SqliteToMigrate } from '../sqlite/migrate.ts';
import { demandDurability, openForWriting } from '../sqlite/open-database.ts';
import { connect } from '../postgres/postgres-database.ts';
import { asPostgresRefusal } from '../postgres/postgres-fault.ts';
import { takeHold } from '../postgres/postgres-hold.ts';
import { checkPostgresIdentity } from '../postgres/postgres-identity.ts';
import { refuseRunsInPostgres, refuseRunsInSqlite, refuseWorkers } from '../quiet-ledger.ts';

/**
 * From the endpoint that it was found to have to that of the environment. The ledger is there, and of this version.
 * @throws Refusal: 4 when it is of another by now, 9 while a run is under way.
 */
export async function moveSqliteEndpoint(place: SqliteToMigrate, from: string): Promise<void> {
  const files = filesOf(place.path, place.environment);
  try {
    using lock = takeLock(files.lock);
    if (lock === undefined) throw await refuseAsHeld(files, place);
    using database = openForWriting(files);
    checkIdentity(database, files, { ...place, endpoint: from, closed: 'allow' });
    demandDurability(database);
    database.transaction(() => {
      refuseRunsInSqlite(database, files.database);
      database.run('UPDATE meta SET endpoint = ?', place.endpoint);
    });
  } catch (error) {
    throw asRefusal(error, files.database, 'opening');
  }
}

/** As moveSqliteEndpoint; 9 also while workers are alive. */
export async function movePostgresEndpoint(place: PostgresToMigrate, from: string): Promise<void> {
  const { address } = place;
  try {
    await using database = await connect(place);
    await database.write(async (transaction) => {
      await transaction.one('SELECT version FROM meta FOR UPDATE');
      await takeHold(transaction, address.shown, place);
      await refuseRunsInPostgres(transaction, address.shown);
      await refuseWorkers(transaction, address.shown);
      await checkPostgresIdentity(transaction, address, { ...place, endpoint: from, closed: 'allow' });
      await transaction.run('UPDATE meta SET endpoint = $1', place.endpoint);
      await transaction.run('UPDATE hold SET host = NULL, lease_until = 0');
    });
  } catch (error) {
    throw asPostgresRefusal(error, address.shown, 'opening');
  }
}
