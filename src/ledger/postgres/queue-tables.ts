// What is in the schema beside a ledger, before the engine makes its tables there: another project's are left alone.
import { exitCodes, refuse, Refusal } from '../../errors.ts';
import { loadDriver } from './load-driver.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { sortError } from './postgres-fault.ts';

/** Milliseconds. */
const longest = 4_000;

/** Of the engine, whatever its version. */
const tables = ['job', 'queue', 'version'];

/**
 * Whether the schema is there, whatever is in it. @throws Refusal, exit 4, for tables that are not the engine's, and for an engine
 * that works for somebody else; what the server says as sortError does.
 */
export async function findQueueSchema({ tls, ...address }: PostgresAddress, queueName: string): Promise<boolean> {
  const pg = await loadDriver();
  const { host, port, database, user, password, schema, shown } = address;
  const login = { host, port, database, user, ...(password === undefined ? {} : { password }), ssl: tls };
  const client = new pg.Client({ ...login, connectionTimeoutMillis: 5_000, query_timeout: longest });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query<{ name: string; tables: readonly string[] }>(
      `SELECT nspname AS name, ARRAY (
         SELECT relname::text FROM pg_class WHERE relnamespace = pg_namespace.oid AND relkind IN ('r', 'p', 'v', 'm', 'f')
       ) AS tables
       FROM pg_namespace WHERE nspname = $1`,
      [`${schema}_jobs`],
    );
    const [there] = found.rows;
    if (there === undefined || there.tables.length === 0) return there !== undefined;
    if (!tables.every((table) => there.tables.includes(table))) {
      throw foreign(schema, shown, 'holds tables that are not its queue');
    }
    // Two underscores begin the engine's own.
    const queues = await client.query<{ name: string }>(
      `SELECT name FROM ${schema}_jobs.queue WHERE name NOT LIKE '\\_\\_%'`,
    );
    if (queues.rows.length > 0 && !queues.rows.some(({ name }) => name === queueName)) {
      throw foreign(schema, shown, 'is the queue of another program');
    }
    return true;
  } catch (error) {
    throw error instanceof Refusal ? error : sortError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function foreign(schema: string, shown: string, what: string): Error {
  return refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema}_jobs beside the ledger ${shown} ${what}.`,
    `Nothing in it was touched. Rename that schema, or the ledger's (ALTER SCHEMA ${schema} RENAME TO ...) and name it in the address (?schema=NAME).`,
  );
}
