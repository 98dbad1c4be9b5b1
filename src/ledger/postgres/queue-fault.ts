// What can be wrong with the queue beside a ledger that is whole, and what can be done about it.
import { exitCodes, refuse, Refusal } from '../../errors.ts';
import type { Phase } from '../ledger-database.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { asPostgresRefusal, isLackOfRights } from './postgres-fault.ts';

/** PostgreSQL cuts names silently; the engine refuses those that it would have to. */
const longestSchema = 45;

/** @throws Refusal, exit 4. */
export function checkQueueName({ schema, shown }: PostgresAddress): void {
  if (schema.length <= longestSchema) return;
  throw refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema} of ${shown} has ${schema.length} characters, and a queue beside it takes ${longestSchema} at most.`,
    `Rename it (ALTER SCHEMA ${schema} RENAME TO ...), and name that in the address (?schema=NAME). Another schema would be another ledger.`,
  );
}

/** As asPostgresRefusal; but where the tables are not the engine's nobody is told that the ledger is damaged. */
export function asQueueRefusal(error: unknown, { schema, shown }: PostgresAddress, phase: Phase): Error {
  const refusal = asPostgresRefusal(error, shown, phase);
  if (!isDamage(refusal)) return refusal;
  if (isLackOfRights(error)) {
    return refuse(
      exitCodes.blocked,
      'PP315',
      refusal.message,
      `As the owner of the ledger: pushplan ledger migrate, and then the SQL of pushplan ledger roles, which covers ${schema}_jobs.`,
      { cause: error },
    );
  }
  return refuse(
    exitCodes.blocked,
    'PP332',
    `The schema ${schema}_jobs beside the ledger ${shown} does not hold its queue as it should.`,
    'Drop that schema while no worker runs: it holds nothing that the ledger does not know, and is made anew.',
    { cause: error },
  );
}

function isDamage(error: Error): boolean {
  return error instanceof Refusal && error.diagnostics.some(({ code }) => code === 'PP315');
}
