// Whether a ledger is at rest: what changes the ledger itself waits until no run is under way in it and no worker uses it.
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import type { Database } from './sqlite/database.ts';
import type { PostgresTransaction } from './postgres/postgres-transaction.ts';
import { workersInPostgres } from './postgres/postgres-worker-rows.ts';
import { text, type Row } from './row.ts';

const runUnderWay = "SELECT id, state FROM run WHERE state IN ('loading', 'running', 'paused') ORDER BY number LIMIT 1";

/** @throws Refusal, exit 9, where a run has not ended; under the lock its process is dead. */
export function refuseRunsInSqlite(database: Database, ledger: string): void {
  const run = database.get(runUnderWay);
  if (run !== undefined) throw isUnderWay(run, ledger);
}

/** @throws Refusal, exit 9, where a run has not ended, or is left to workers. */
export async function refuseRunsInPostgres(transaction: PostgresTransaction, ledger: string): Promise<void> {
  const run = await transaction.get(runUnderWay);
  if (run !== undefined) throw isUnderWay(run, ledger);
}

/** Workers know the tables as they are, and do without the hold. @throws Refusal, exit 9, while one is alive. */
export async function refuseWorkers(transaction: PostgresTransaction, ledger: string): Promise<void> {
  const alive = (await workersInPostgres(transaction)).filter(({ isAlive }) => isAlive);
  const [first] = alive;
  if (first === undefined) return;
  throw refuse(
    exitCodes.locked,
    'PP409',
    `Workers are still using this ledger: ${ledger} has ${alive.length}, among them ${first.name}.`,
    'End them first: SIGTERM lets each finish what it has under way. Start them again afterwards.',
  );
}

function isUnderWay(run: Row, ledger: string): Refusal {
  const id = text(run, 'id');
  const state = text(run, 'state');
  const finish = state === 'loading' ? '' : `pushplan resume ${id} finishes it, `;
  return refuse(
    exitCodes.locked,
    'PP346',
    `The ledger ${ledger} was not changed: the run ${id} in it is ${state}.`,
    `End the run first, with the pushplan that began it: ${finish}pushplan stop ${id} ends it as it is.`,
  );
}
