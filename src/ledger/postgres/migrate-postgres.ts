// Migrates a ledger on PostgreSQL to the current version, or gives it another endpoint. Both are done under the hold and while no worker is alive.
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
 * Returns undefined if there is no ledger. @throws Refusal: 4 for a ledger that cannot be migrated or is not the expected one, 9 while a run is under
 * way or a worker is alive.
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
      const way = requireWay(address.shown, migrations, from);
      if (way.length === 0) {
        const { endpoint, closed } = await check(transaction);
        return { from, to: ledgerVersion, endpoint, closed, unknownPeople: 0 };
      }
      await takeQuiet(transaction, place);
      // Workers that are silent lose their chunks.
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

/** Changes the endpoint from `from` to that of the environment. @throws Refusal: like migratePostgres; 4 if it has another one by now. */
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

/** Takes the hold, so that the previous holder is fenced: a process of the older version writes nothing more. Refuses runs and workers. */
async function takeQuiet(transaction: PostgresTransaction, place: PostgresToMigrate): Promise<void> {
  const { shown } = place.address;
  await takeHold(transaction, shown, place);
  await refuseRuns(transaction, shown);
  await refuseWorkers(transaction, shown);
}
