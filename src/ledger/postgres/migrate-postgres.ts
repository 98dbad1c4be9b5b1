// Brings a ledger on PostgreSQL forward, or gives it another endpoint: under the hold, and while no worker is alive.
import type { Holding, Migrated } from '../ledger-engine.ts';
import { goWay, postgresMigrations, requireWay } from '../moving/migrations.ts';
import { refuseRuns } from '../quiet-ledger.ts';
import { integer } from '../row.ts';
import { ledgerVersion } from '../tables.ts';
import { withPostgres } from './connect.ts';
import type { PostgresOptions } from './postgres-database.ts';
import { giveHoldBack, takeHold } from './postgres-hold.ts';
import { checkPostgresIdentity, hasLedger } from './postgres-identity.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { refuseWorkers } from './postgres-worker-rows.ts';

type PostgresToMigrate = Holding & PostgresOptions;

/**
 * Undefined when there is no ledger. @throws Refusal: 4 for a ledger that cannot be brought forward or is not the expected one, 9
 * while a run is under way or a worker is alive.
 */
export async function migratePostgres(
  place: PostgresToMigrate,
  migrations = postgresMigrations,
): Promise<Migrated | undefined> {
  const { address } = place;
  const check = (transaction: PostgresTransaction) => checkPostgresIdentity(transaction, { ...place, closed: 'allow' });
  return withPostgres(place, (database) =>
    database.write(async (transaction) => {
      if (!(await hasLedger(transaction, address))) return undefined;
      const from = integer(await transaction.one('SELECT version FROM meta FOR UPDATE'), 'version');
      const way = requireWay(address.shown, migrations, from, ledgerVersion);
      if (way.length === 0) {
        const { endpoint, closed } = await check(transaction);
        return { from, to: ledgerVersion, endpoint, closed, unknownPeople: 0 };
      }
      await takeQuiet(transaction, place);
      // Those that are silent lose their chunks.
      await transaction.run('UPDATE chunk SET epoch = epoch + 1 WHERE NOT finished AND epoch > 0');
      const arrived = await goWay(transaction, way, place.endpoint, async () => {
        await transaction.run('UPDATE meta SET version = $1', ledgerVersion);
        return check(transaction);
      });
      await giveHoldBack(transaction);
      return { from, to: ledgerVersion, ...arrived };
    }),
  );
}

/** From the endpoint that it was found to have to that of the environment. @throws as migratePostgres; 4 when it is of another by now. */
export async function movePostgresEndpoint(place: PostgresToMigrate, from: string): Promise<void> {
  await withPostgres(place, (database) =>
    database.write(async (transaction) => {
      await transaction.one('SELECT version FROM meta FOR UPDATE');
      await takeQuiet(transaction, place);
      await checkPostgresIdentity(transaction, { ...place, endpoint: from });
      await transaction.run('UPDATE meta SET endpoint = $1', place.endpoint);
      await giveHoldBack(transaction);
    }),
  );
}

/** Who held it is fenced: a process of the older version writes nothing more. */
async function takeQuiet(transaction: PostgresTransaction, place: PostgresToMigrate): Promise<void> {
  const { shown } = place.address;
  await takeHold(transaction, shown, place);
  await refuseRuns(transaction, shown);
  await refuseWorkers(transaction, shown);
}
