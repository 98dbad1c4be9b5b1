// The schema beside a ledger that the queue's engine makes its tables in: another project's are left alone, and nothing that
// is wrong there harms the ledger.
import { countOf } from '../../numbers.ts';
import { exitCodes, refuse } from '../../errors.ts';
import { damaged, type Phase } from '../ledger-database.ts';
import type { PostgresAddress } from '../../postgres/postgres-address.ts';
import { asPostgresRefusal, faultOfServer, noRights } from './postgres-fault.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, text } from '../row.ts';

/** PostgreSQL cuts names silently; the engine refuses those that it would have to. */
const longestSchema = 45;

/** @throws Refusal, exit 4. */
export function checkQueueName({ schema, shown }: PostgresAddress): void {
  if (schema.length <= longestSchema) return;
  throw refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema} of ${shown} has ${countOf(schema.length, 'character')}, and a queue beside it takes ${longestSchema} at most.`,
    `Rename it (ALTER SCHEMA ${schema} RENAME TO ...), and name that in the address (?schema=NAME). Another schema would be another ledger.`,
  );
}

/** Of the engine, in any version. */
const tables = ['job', 'queue', 'version'];

/** Whether the schema is there, also an empty one. @throws Refusal, exit 4, for tables that are not the engine's, and for an engine that works for somebody else. */
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

/** As asPostgresRefusal; but where the tables are not the engine's nobody is told that the ledger is damaged. */
export function asQueueRefusal(error: unknown, { schema, shown }: PostgresAddress, phase: Phase): Error {
  const refusal = asPostgresRefusal(error, shown, phase);
  const fault = faultOfServer(error);
  if (fault === noRights && phase === 'opening') {
    return refuse(
      exitCodes.blocked,
      'PP315',
      refusal.message,
      `As the owner of the ledger: pushplan ledger migrate --env NAME, and then the SQL of pushplan ledger roles, which covers ${schema}_jobs.`,
      { cause: error },
    );
  }
  if (fault !== damaged) return refusal;
  return refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema}_jobs beside the ledger ${shown} does not hold its queue as it should.`,
    'Drop that schema while no worker runs: it holds nothing that the ledger does not know, and is made again.',
    { cause: error },
  );
}

function foreign(schema: string, shown: string, what: string): Error {
  return refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema}_jobs beside the ledger ${shown} ${what}.`,
    `Nothing in it was touched. Rename that schema, or the ledger's (ALTER SCHEMA ${schema} RENAME TO ...) and name it in the address (?schema=NAME).`,
  );
}
