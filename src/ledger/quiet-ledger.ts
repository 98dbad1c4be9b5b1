// Refuses to change a ledger itself while a run is under way in it.
import { exitCodes, refuse } from '../errors.ts';
import { text } from './row.ts';
import type { Sql } from './sql.ts';

/** @throws Refusal, exit 9, if a run has not ended: its process is dead, or workers are to send it. */
export async function refuseRuns(sql: Sql, ledger: string): Promise<void> {
  const run = await sql.get(
    "SELECT id, state FROM run WHERE state IN ('loading', 'running', 'paused') ORDER BY number LIMIT 1",
  );
  if (run === undefined) return;
  const id = text(run, 'id');
  const state = text(run, 'state');
  const finish = state === 'loading' ? '' : `pushplan resume ${id} finishes it, `;
  throw refuse(
    exitCodes.locked,
    'PP346',
    `The ledger ${ledger} was not changed: the run ${id} in it is ${state}.`,
    `End the run first, with the pushplan that began it: ${finish}pushplan stop ${id} ends it without sending the rest.`,
  );
}
