// What is in the schema beside a ledger, before the engine makes its tables there: another project's are left alone.
import { exitCodes, refuse } from '../../errors.ts';
import type { PostgresAddress } from './postgres-address.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, text } from '../row.ts';

/** Of the engine, whatever its version. */
const tables = ['job', 'queue', 'version'];

/** Whether the schema is there, whatever is in it. @throws Refusal, exit 4, for tables that are not the engine's, and for an engine that works for somebody else. */
export async function findQueueSchema(
  transaction: PostgresTransaction,
  { schema, shown }: PostgresAddress,
  queueName: string,
): Promise<boolean> {
  const there = await transaction.get(
    'SELECT oid::bigint AS oid FROM pg_namespace WHERE nspname = $1',
    `${schema}_jobs`,
  );
  if (there === undefined) return false;
  const found = await transaction.all(
    "SELECT relname::text AS name FROM pg_class WHERE relnamespace = $1::oid AND relkind IN ('r', 'p', 'v', 'm', 'f')",
    integer(there, 'oid'),
  );
  if (found.length === 0) return true;
  const names = found.map((row) => text(row, 'name'));
  if (!tables.every((table) => names.includes(table)))
    throw foreign(schema, shown, 'holds tables that are not its queue');
  // Two underscores begin the engine's own.
  const queues = await transaction.all(`SELECT name FROM ${schema}_jobs.queue WHERE name NOT LIKE '\\_\\_%'`);
  if (queues.length > 0 && !queues.some((row) => row['name'] === queueName)) {
    throw foreign(schema, shown, 'is the queue of another program');
  }
  return true;
}

function foreign(schema: string, shown: string, what: string): Error {
  return refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema}_jobs beside the ledger ${shown} ${what}.`,
    `Nothing in it was touched. Rename that schema, or the ledger's (ALTER SCHEMA ${schema} RENAME TO ...) and name it in the address (?schema=NAME).`,
  );
}
