// Opens the connection pool of a process to a ledger on PostgreSQL.
import { explaining } from '../ledger-database.ts';
import { carefulClient } from '../../postgres/careful-client.ts';
import { clientOptionsOf } from '../../postgres/client-options.ts';
import { loadDriver } from '../../postgres/load-driver.ts';
import { PostgresDatabase, type PostgresOptions } from './postgres-database.ts';
import { asPostgresRefusal } from './postgres-fault.ts';

/** The most connections of a process, shared by its ledger, its chunks and its queue. */
export const mostConnections = 6;

export async function connect(options: PostgresOptions): Promise<PostgresDatabase> {
  const pg = await loadDriver();
  const pool = new pg.Pool({
    ...clientOptionsOf(options.address),
    max: mostConnections,
    Client: carefulClient(pg, options.address.channelBinding),
    // Queries are sent without waiting for the answers to earlier ones.
    pipeline: true,
    allowExitOnIdle: true,
    types: {
      // Every integer that the ledger stores is a safe integer.
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  return new PostgresDatabase(pool, options);
}

/** Runs work with a pool that is closed afterwards. @throws Refusal: 3 for a server that cannot be reached or refuses the login. */
export function withPostgres<Result>(
  options: PostgresOptions,
  work: (database: PostgresDatabase) => Promise<Result>,
): Promise<Result> {
  return opening(options, async () => {
    await using database = await connect(options);
    return await work(database);
  });
}

/** Like withPostgres, but if `work` returns a result, the connections stay open and belong to that result. */
export function keepPostgres<Result>(
  options: PostgresOptions,
  work: (database: PostgresDatabase) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  return opening(options, async () => {
    await using stack = new AsyncDisposableStack();
    const result = await work(stack.use(await connect(options)));
    if (result !== undefined) stack.move();
    return result;
  });
}

function opening<Result>({ address: { shown } }: PostgresOptions, work: () => Promise<Result>): Promise<Result> {
  return explaining({ explain: (error) => asPostgresRefusal(error, shown, 'opening') }, 'opening', work);
}
