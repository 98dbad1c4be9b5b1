// The rows of runs on PostgreSQL: one apply each, and what it remembers of its campaigns.
import type { NewRun, RunState } from '../delivery/ledger.ts';
import { Contested } from './postgres-fault.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, list, type Row } from './row.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import { readRunRow } from './run-row.ts';
import { changeOf, runNotFound, type NumberedRun, type StateChange } from './run-states.ts';

const runColumns = `run.*, ARRAY (
  SELECT settings FROM run_campaign WHERE run_campaign.run = run.number ORDER BY position
) AS campaigns`;

export async function findPostgresRun(transaction: PostgresTransaction, id: string): Promise<NumberedRun | undefined> {
  const row = await transaction.get(`SELECT ${runColumns} FROM run WHERE id = $1`, id);
  return row === undefined ? undefined : readRun(row);
}

export async function requirePostgresRun(transaction: PostgresTransaction, id: string): Promise<NumberedRun> {
  const run = await findPostgresRun(transaction, id);
  if (run === undefined) throw runNotFound(id);
  return run;
}

/** Newest first. */
export async function allPostgresRuns(transaction: PostgresTransaction): Promise<readonly NumberedRun[]> {
  return (await transaction.all(`SELECT ${runColumns} FROM run ORDER BY number DESC`)).map(readRun);
}

export async function insertPostgresRun(
  transaction: PostgresTransaction,
  id: string,
  run: NewRun,
  startedAt: number,
): Promise<NumberedRun> {
  const { environment, host, pid, campaigns } = run;
  const inserted = await transaction.one(
    `INSERT INTO run (id, environment, state, host, pid, started_at)
     VALUES ($1, $2, 'loading', $3, $4, $5) RETURNING number`,
    id,
    environment,
    host,
    pid,
    startedAt,
  );
  await transaction.run(
    'INSERT INTO campaign (id, file) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
    campaigns.map((campaign) => campaign.id),
    campaigns.map((campaign) => campaign.file),
  );
  await transaction.run(
    `INSERT INTO run_campaign (run, position, campaign, settings)
     SELECT $1, place - 1, campaign.number, settings
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS mine (id, settings, place) JOIN campaign USING (id)`,
    integer(inserted, 'number'),
    campaigns.map((campaign) => campaign.id),
    campaigns.map((campaign) => JSON.stringify(campaign)),
  );
  return requirePostgresRun(transaction, id);
}

/** Refuses what may not follow (run-states.ts). Absent values stay as they are; `why` is forgotten when the run goes on. */
export async function changePostgresState(
  transaction: PostgresTransaction,
  run: NumberedRun,
  state: RunState,
  change: StateChange,
): Promise<void> {
  const { why, seal, endedAt } = changeOf(run, state, change);
  const changed = await transaction.run(
    `UPDATE run SET state = $1, why = $2, seal = coalesce($3, seal), ended_at = $4 WHERE number = $5 AND state = $6`,
    state,
    why,
    seal,
    endedAt,
    run.number,
    run.record.state,
  );
  // Somebody pauses or stops it without the hold.
  if (changed === 0) throw new Contested('somebody else changed the state of the run');
}

function readRun(row: Row): NumberedRun {
  return readRunRow(
    row,
    list(row, 'campaigns').map((settings) => readRunCampaign(String(settings))),
  );
}
