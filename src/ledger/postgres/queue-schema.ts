// Checks the schema beside a ledger, in which the queue's engine creates its tables: tables of other programs are left alone, and nothing that is
// wrong there harms the ledger.
import { countOf } from '../../numbers.ts';
import { exitCodes, refuse } from '../../errors.ts';
import { damaged, type Phase } from '../ledger-database.ts';
import type { PostgresAddress } from '../../postgres/postgres-address.ts';
import { asPostgresRefusal, faultOfServer, noRights } from './postgres-fault.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, text } from '../row.ts';

/** The longest schema name, in characters. PostgreSQL truncates longer names silently, and the engine refuses a name that would be truncated. */
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

/** Tables that every version of the engine has. */
const tables = ['job', 'queue', 'version'];

/**
 * Tells whether the schema exists, even if it is empty. @throws Refusal, exit 4, for tables that are not the engine's, and for an engine that works
 * for another program.
 */
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
  // The engine's own queues begin with two underscores.
  const queues = await transaction.all(`SELECT name FROM ${schema}_jobs.queue WHERE name NOT LIKE '\\_\\_%'`);
  if (queues.length > 0 && !queues.some((row) => row['name'] === queueName)) {
    throw foreign(schema, shown, 'is the queue of another program');
  }
  return true;
}

/** Like asPostgresRefusal, but if the tables are not the engine's, does not say that the ledger is damaged. */
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
