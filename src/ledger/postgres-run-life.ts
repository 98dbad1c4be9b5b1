// What happens to claims and spool on PostgreSQL when a run goes on, ends, is taken up again or forgotten.
import type { RunState } from '../delivery/ledger.ts';
import { reducePostgresRun } from './postgres-chunks.ts';
import { allPostgresRuns, changePostgresState } from './postgres-runs.ts';
import { doubtOpenInPostgres } from './postgres-settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { hasEnded, refuseAdoption, refuseDropping, type NumberedRun, type StateChange } from './run-states.ts';

/** As `moveTo` and its like in run-life.ts. */
export async function movePostgresRun(
  transaction: PostgresTransaction,
  run: NumberedRun,
  state: RunState,
  change: StateChange,
): Promise<void> {
  await changePostgresState(transaction, run, state, change);
  if (state === 'running' && run.record.state === 'loading') await begin(transaction, run, change.at);
  if (!hasEnded(state)) return;
  // Who leaves without waiting for an answer will never know.
  await doubtOpenInPostgres(transaction, run.number);
  if (state !== 'stopped') await reducePostgresRun(transaction, run.number);
  await bumpPostgresSerial(transaction);
}

/**
 * Under the hold, every run that has not ended is one whose process is dead or has stopped. Those that sent can be resumed as
 * long as nobody took their place; those that never did hold people for nothing.
 */
export async function doubtLeftInPostgres(transaction: PostgresTransaction, at: number): Promise<void> {
  for (const run of await unfinishedRuns(transaction)) {
    if (run.record.state === 'loading') await movePostgresRun(transaction, run, 'superseded', { at });
    else await doubtOpenInPostgres(transaction, run.number);
  }
}

export async function adoptPostgresRun(
  transaction: PostgresTransaction,
  run: NumberedRun,
  by: { readonly host: string; readonly pid: number },
  at: number,
): Promise<void> {
  refuseAdoption(run.record);
  await doubtOpenInPostgres(transaction, run.number);
  await changePostgresState(transaction, run, 'running', { at });
  await transaction.run('UPDATE run SET host = $1, pid = $2 WHERE number = $3', by.host, by.pid, run.number);
  await bumpPostgresSerial(transaction);
}

export async function dropPostgresRun(transaction: PostgresTransaction, run: NumberedRun): Promise<void> {
  refuseDropping(run.record);
  await transaction.run('DELETE FROM run WHERE number = $1', run.number);
}

export async function bumpPostgresSerial(transaction: PostgresTransaction): Promise<void> {
  await transaction.run('UPDATE meta SET serial = serial + 1');
}

/** What the other runs left out has been planned anew in this one. */
async function begin(transaction: PostgresTransaction, run: NumberedRun, at: number): Promise<void> {
  const { campaigns } = run.record;
  // Where a campaign was when it was last sent: how `validate` finds out that an id was renamed.
  await transaction.run(
    `UPDATE campaign SET file = mine.file FROM unnest($1::text[], $2::text[]) AS mine (id, file)
     WHERE campaign.id = mine.id`,
    campaigns.map(({ id }) => id),
    campaigns.map(({ file }) => file),
  );
  for (const other of await unfinishedRuns(transaction)) {
    if (other.number !== run.number) await movePostgresRun(transaction, other, 'superseded', { at });
  }
}

async function unfinishedRuns(transaction: PostgresTransaction): Promise<readonly NumberedRun[]> {
  const runs = await allPostgresRuns(transaction);
  return runs.filter(({ record: { state } }) => state !== 'finished' && state !== 'superseded');
}
