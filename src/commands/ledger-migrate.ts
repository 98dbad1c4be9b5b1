// pushplan ledger migrate: brings the tables of an older version forward, or says that there is nothing to do; makes the queue.
import { exitCodes, type ExitCode } from '../errors.ts';
import { migratePostgres, migrateSqlite, type Migrated } from '../ledger/migrate.ts';
import { postgresMigrations, sqliteMigrations } from '../ledger/migrations.ts';
import { openQueue } from '../ledger/open-queue.ts';
import type { PostgresAddress } from '../ledger/postgres-address.ts';
import { noLedger, type LedgerCase } from './ledger-case.ts';
import { keyOption } from './look-at-ledger.ts';
import { lockLedger } from './lock-ledger.ts';

export async function migrateLedger(
  ledgerCase: LedgerCase,
  { allowNew }: { readonly allowNew: boolean },
): Promise<ExitCode> {
  const { context, workspace, environment, place, shown, answer } = ledgerCase;
  const migrated = await migrate(ledgerCase);
  if (migrated === undefined) {
    if (!allowNew) throw noLedger(shown, environment);
    await using made = await lockLedger(context, workspace, environment, { allowNew });
    answer(`The ledger ${made.id} was made at ${shown}. Nobody has been sent to yet.\n`);
  } else {
    answer(describe(shown, migrated));
  }
  if (place.kind === 'postgres') await makeQueue(place.address);
  return exitCodes.done;
}

function describe(shown: string, { from, to }: Migrated): string {
  return from === to
    ? `The ledger ${shown} is of version ${to}, as this pushplan is: there is nothing to do.\n`
    : `The ledger ${shown} was brought from version ${from} to version ${to}.\n`;
}

/** Opened once, it has its tables: those who apply may own nothing. */
async function makeQueue(address: PostgresAddress): Promise<void> {
  await using _queue = await openQueue({ address, supervise: false, onError: () => {} });
}

function migrate({ context, place, environment, expected }: LedgerCase): Promise<Migrated | undefined> {
  const { clock, host, pid } = context;
  const key = keyOption(expected.key);
  return place.kind === 'file'
    ? migrateSqlite({ path: place.path, environment: environment.name, clock, host, ...key }, sqliteMigrations)
    : migratePostgres({ address: place.address, clock, host, pid, ...key }, postgresMigrations);
}
