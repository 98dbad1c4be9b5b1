// pushplan ledger migrate: brings the tables of an older version forward, or says that there is nothing to do; makes the queue.
import { exitCodes, type ExitCode } from '../../errors.ts';
import { migratePostgres, migrateSqlite, type Migrated } from '../../ledger/sqlite/migrate.ts';
import { postgresMigrations, sqliteMigrations } from '../../ledger/sqlite/migrations.ts';
import { movePostgresEndpoint, moveSqliteEndpoint } from '../../ledger/moving/move-endpoint.ts';
import { openQueue } from '../../ledger/postgres/open-queue.ts';
import { isOfAnotherEndpoint, isRehearsal, remedies } from '../../ledger/moving/other-endpoint.ts';
import type { PostgresAddress } from '../../ledger/postgres/postgres-address.ts';
import { confirmEndpoint } from './confirm-endpoint.ts';
import { defineCommand } from '../command.ts';
import { findLedgerCase, noLedger, type LedgerCase } from './ledger-case.ts';
import { lockLedger } from '../../opening/lock-ledger.ts';

export const ledgerMigrateCommand = defineCommand({
  most: 0,
  about: 'Brings the tables of an older version forward, or says that there is nothing to do.',
  options: {
    endpoint: {
      kind: 'flag',
      help: 'the host has moved, the people are the same: give the ledger the endpoint of the environment',
    },
    yes: { kind: 'flag', help: 'with --endpoint: do it without asking, for scripts' },
    'new-ledger': { kind: 'flag', help: 'make an empty ledger where there is none' },
  },
  examples: [
    { line: 'pushplan ledger migrate --env production', what: 'after an update of pushplan' },
    { line: 'pushplan ledger migrate --endpoint --env production', what: 'the host has moved, its people with it' },
  ],
  run: async (context, values): Promise<ExitCode> =>
    migrateLedger(await findLedgerCase(context, values), {
      allowNew: values['new-ledger'],
      endpoint: values.endpoint,
      yes: values.yes,
    }),
});

interface MigrateWish {
  /** Make a ledger where there is none. */
  readonly allowNew: boolean;
  /** The host has moved: give the ledger the endpoint of the environment. */
  readonly endpoint: boolean;
  /** Do that without asking. */
  readonly yes: boolean;
}

async function migrateLedger(ledgerCase: LedgerCase, wish: MigrateWish): Promise<ExitCode> {
  const { context, workspace, environment, place, shown, expected, answer } = ledgerCase;
  const migrated = await migrate(ledgerCase, wish);
  if (migrated === undefined) {
    if (!wish.allowNew) throw noLedger(shown, environment);
    await using made = await lockLedger(context, workspace, environment, { allowNew: true });
    answer(`The ledger ${made.id} was made at ${shown}. Nothing has been sent yet.\n`);
  } else if (migrated.endpoint === expected.endpoint) {
    answer(describe(shown, migrated));
  } else {
    await moveEndpoint(ledgerCase, migrated.endpoint, wish.yes);
    answer(`The ledger ${shown} was of ${migrated.endpoint}, and is of ${expected.endpoint} now.\n`);
  }
  if (place.kind === 'postgres') await makeQueue(place.address);
  return exitCodes.done;
}

function describe(shown: string, { from, to, endpoint }: Migrated): string {
  return from === to
    ? `The ledger ${shown} is of version ${to}, as this pushplan is, and of ${endpoint}: there is nothing to do.\n`
    : `The ledger ${shown} was brought from version ${from} to version ${to}. It is of the endpoint ${endpoint}.\n`;
}

/** From one host to another: what a rehearsal was sent says nothing of people, and people are no rehearsal. */
async function moveEndpoint(ledgerCase: LedgerCase, has: string, yes: boolean): Promise<void> {
  const { context, place, expected, shown } = ledgerCase;
  const { environment, endpoint: wanted } = expected;
  if (isRehearsal(has) || isRehearsal(wanted)) {
    throw isOfAnotherEndpoint({ what: `The ledger ${shown}`, environment, has, wanted, another: remedies[place.kind] });
  }
  await confirmEndpoint(context, has, wanted, yes);
  const { clock, host, pid } = context;
  if (place.kind === 'file') await moveSqliteEndpoint({ ...expected, path: place.path, clock, host }, has);
  else await movePostgresEndpoint({ ...expected, address: place.address, clock, host, pid }, has);
}

/** Opened once, it has its tables: those who apply may own nothing. */
async function makeQueue(address: PostgresAddress): Promise<void> {
  await using _queue = await openQueue({ address, supervise: false, onError: () => {} });
}

function migrate({ context, place, expected }: LedgerCase, { endpoint }: MigrateWish): Promise<Migrated | undefined> {
  const { clock, host, pid } = context;
  const by = { ...expected, ...(endpoint ? ({ moved: 'allow' } as const) : {}), clock, host };
  return place.kind === 'file'
    ? migrateSqlite({ ...by, path: place.path }, sqliteMigrations)
    : migratePostgres({ ...by, address: place.address, pid }, postgresMigrations);
}
