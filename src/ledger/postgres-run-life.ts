// What happens to claims and spool on PostgreSQL when a run goes on, ends, is taken up again or forgotten.
import type { Adopter, RunState } from '../delivery/ledger.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { reducePostgresRun, reopenInPostgres } from './postgres-chunks.ts';
import { allPostgresRuns, changePostgresState } from './postgres-runs.ts';
import { doubtOpenInPostgres } from './postgres-settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import {
  hasEnded,
  refuseAdoption,
  refuseDropping,
  wasClosedEarly,
  type NumberedRun,
  type StateChange,
} from './run-states.ts';

/** As `moveTo` and its like in run-life.ts. */
export async function movePostgresRun(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  run: NumberedRun,
  state: RunState,
  change: StateChange,
): Promise<void> {
  await changePostgresState(transaction, run, state, change);
  if (state === 'running' && run.record.state === 'loading') await begin(transaction, mac, run, change.at);
  if (!hasEnded(state)) return;
  // Who leaves without waiting for an answer will never know.
  await doubtOpenInPostgres(transaction, run.number);
  if (state !== 'stopped') await reducePostgresRun(transaction, mac, run.number);
  await bumpPostgresSerial(transaction);
}

/**
 * Under the hold, every run that is not detached and has not ended is one whose process is dead or has stopped. Those that sent
 * can be resumed as long as nobody took their place; those that never did hold people for nothing. `campaigns` are the ids that
 * are about to be sent. @throws Refusal, exit 9, where workers send one of them.
 */
export async function doubtLeftInPostgres(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  campaigns: readonly string[],
  at: number,
): Promise<void> {
  for (const run of await unfinishedRuns(transaction)) {
    if (isWithWorkers(run)) {
      refuseBeside(run, campaigns);
      continue;
    }
    if (run.record.state === 'loading') await movePostgresRun(transaction, mac, run, 'superseded', { at });
    else await endLead(transaction, run, at);
  }
}

/** Whoever helped its dead process claims no more, and what was claimed by then is in doubt until its sender says. */
async function endLead(transaction: PostgresTransaction, run: NumberedRun, at: number): Promise<void> {
  const { state, mode, host, pid } = run.record;
  if (mode === 'led' && state === 'running') {
    await fenceChunks(transaction, run);
    await changePostgresState(transaction, run, 'stopped', { why: `process ${pid} on ${host} was gone`, at });
  }
  await doubtOpenInPostgres(transaction, run.number);
}

/** Waits for the claims that are made in them now. */
async function fenceChunks(transaction: PostgresTransaction, { number }: NumberedRun): Promise<void> {
  await transaction.run('UPDATE chunk SET epoch = epoch + 1 WHERE run = $1 AND epoch > 0 AND NOT finished', number);
}

export async function adoptPostgresRun(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  run: NumberedRun,
  { host, pid }: Adopter,
  at: number,
): Promise<void> {
  refuseAdoption(run.record);
  if (isWithWorkers(run)) throw underWay(run);
  // Workers that are still at it from before it was stopped claim no more.
  await fenceChunks(transaction, run);
  await doubtOpenInPostgres(transaction, run.number);
  await reopenInPostgres(transaction, mac, run.number);
  await changePostgresState(transaction, run, 'running', { at });
  await transaction.run("UPDATE run SET host = $1, pid = $2, mode = 'alone' WHERE number = $3", host, pid, run.number);
  await bumpPostgresSerial(transaction);
}

export async function dropPostgresRun(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  run: NumberedRun,
): Promise<void> {
  if (wasClosedEarly(run.record)) {
    await reducePostgresRun(transaction, mac, run.number);
    return;
  }
  refuseDropping(run.record);
  await transaction.run('DELETE FROM run WHERE number = $1', run.number);
}

export async function bumpPostgresSerial(transaction: PostgresTransaction): Promise<void> {
  await transaction.run('UPDATE meta SET serial = serial + 1');
}

/** What the other runs left out is in the plan of this one. */
async function begin(transaction: PostgresTransaction, mac: ChunkMac, run: NumberedRun, at: number): Promise<void> {
  const { campaigns } = run.record;
  // Where a campaign was when it was last sent: how `validate` finds out that an id was renamed.
  await transaction.run(
    `UPDATE campaign SET file = mine.file FROM unnest($1::text[], $2::text[]) AS mine (id, file)
     WHERE campaign.id = mine.id`,
    campaigns.map(({ id }) => id),
    campaigns.map(({ file }) => file),
  );
  for (const other of await unfinishedRuns(transaction)) {
    if (other.number === run.number) continue;
    if (isWithWorkers(other)) {
      refuseBeside(
        other,
        campaigns.map(({ id }) => id),
      );
      continue;
    }
    await movePostgresRun(transaction, mac, other, 'superseded', { at });
  }
}

/** Nobody takes its place, and nobody takes it up. */
function isWithWorkers({ record: { mode, state } }: NumberedRun): boolean {
  return mode === 'detached' && (state === 'running' || state === 'paused');
}

/** Runs of other campaigns share the pace with it. @throws Refusal, exit 9, where they have one in common. */
function refuseBeside(run: NumberedRun, campaigns: readonly string[]): void {
  const shared = run.record.campaigns.find(({ id }) => campaigns.includes(id));
  if (shared !== undefined) throw underWay(run, shared.id);
}

function underWay({ record: { id, state, host, startedAt } }: NumberedRun, campaign?: string): Refusal {
  const since = new Date(startedAt).toISOString();
  const what = campaign === undefined ? '' : `, and sends campaign ${campaign}`;
  return refuse(
    exitCodes.locked,
    'PP331',
    `Another run is under way: ${id}, detached from ${host} since ${since}, is ${state}${what}.`,
    `Wait for its workers (pushplan status ${id} --watch), or stop it: pushplan stop ${id}.`,
  );
}

async function unfinishedRuns(transaction: PostgresTransaction): Promise<readonly NumberedRun[]> {
  const runs = await allPostgresRuns(transaction);
  return runs.filter(({ record: { state } }) => state !== 'finished' && state !== 'superseded');
}
