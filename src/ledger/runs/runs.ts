// The rows of runs. A run is one apply, with what it remembers of its campaigns.
import type { NewRun, RunMode, RunState } from '../../delivery/ledger.ts';
import { DamagedLedger, integer, integerOrNull, text, textOrNull, type Row } from '../row.ts';
import { readRunCampaign, separator } from './run-campaign-text.ts';
import { chunkIsOpen } from './sendable-chunks.ts';
import { changeOf, readState, runNotFound, type NumberedRun, type StateChange } from './run-states.ts';
import { Contested, rowsOf, type Sql } from '../sql.ts';

const runColumns = `run.*, (
  SELECT string_agg(settings, '${separator}' ORDER BY position) FROM run_campaign WHERE run_campaign.run = run.number
) AS campaigns, CASE WHEN run.state IN ('running', 'waiting', 'paused', 'stopped') THEN (
  SELECT coalesce(min(CASE WHEN ${chunkIsOpen} THEN chunk.due END), min(chunk.due))
  FROM chunk WHERE chunk.run = run.number AND chunk.due IS NOT NULL AND NOT chunk.finished
) END AS next_due, (SELECT claimed_at FROM req WHERE req.run = run.number ORDER BY attempt LIMIT 1) AS sending_since`;

export async function findRun(sql: Sql, id: string): Promise<NumberedRun | undefined> {
  const row = await sql.get(`SELECT ${runColumns} FROM run WHERE id = $1`, id);
  return row === undefined ? undefined : readRun(row);
}

export async function runByNumber(sql: Sql, number: number): Promise<NumberedRun> {
  return readRun(await sql.one(`SELECT ${runColumns} FROM run WHERE number = $1`, number));
}

export async function requireRun(sql: Sql, id: string): Promise<NumberedRun> {
  const run = await findRun(sql, id);
  if (run === undefined) throw runNotFound(id);
  return run;
}

/** Returns only the number of a run: reading its settings of hundreds of campaigns takes longer than sending to one of them. */
export async function numberOfRun(sql: Sql, id: string): Promise<number> {
  const row = await sql.get('SELECT number FROM run WHERE id = $1', id);
  if (row === undefined) throw runNotFound(id);
  return integer(row, 'number');
}

/** Returns the newest run first. */
export async function allRuns(sql: Sql): Promise<readonly NumberedRun[]> {
  return (await sql.all(`SELECT ${runColumns} FROM run ORDER BY number DESC`)).map(readRun);
}

export async function insertRun(sql: Sql, id: string, run: NewRun, startedAt: number): Promise<NumberedRun> {
  const { environment, host, pid, campaigns } = run;
  const inserted = await sql.one(
    `INSERT INTO run (id, environment, state, host, pid, started_at)
     VALUES ($1, $2, 'loading', $3, $4, $5) RETURNING number`,
    id,
    environment,
    host,
    pid,
    startedAt,
  );
  await sql.run(
    `INSERT INTO campaign (id, file) SELECT mine.id, mine.file FROM rows($1) AS mine WHERE true
     ON CONFLICT DO NOTHING`,
    rowsOf(
      { id: 'text', file: 'text' },
      campaigns.map((campaign) => [campaign.id, campaign.file]),
    ),
  );
  await sql.run(
    `INSERT INTO run_campaign (run, position, campaign, settings)
     SELECT mine.run, mine.position, (SELECT number FROM campaign WHERE id = mine.id), mine.settings FROM rows($1) AS mine`,
    rowsOf(
      { run: 'integer', position: 'integer', id: 'text', settings: 'text' },
      campaigns.map((campaign, position) => [
        integer(inserted, 'number'),
        position,
        campaign.id,
        JSON.stringify(campaign),
      ]),
    ),
  );
  return requireRun(sql, id);
}

/**
 * Changes the state of a run, and throws for a transition that is not allowed (run-states.ts). Absent values stay as they are; `why` is cleared when
 * the run continues.
 */
export async function changeState(sql: Sql, run: NumberedRun, state: RunState, change: StateChange): Promise<void> {
  const { why, haltedBy, seal, endedAt } = changeOf(run, state, change);
  const changed = await sql.run(
    `UPDATE run SET state = $1, why = $2, halted_by = $3, seal = coalesce($4, seal), ended_at = $5
     WHERE number = $6 AND state = $7`,
    state,
    why,
    haltedBy,
    seal,
    endedAt,
    run.number,
    run.record.state,
  );
  // Pausing and stopping a run does not need the hold on the ledger, so another process may have been faster.
  if (changed === 0) throw new Contested('somebody else changed the state of the run');
}

function readRun(row: Row): NumberedRun {
  const campaigns = textOrNull(row, 'campaigns');
  return {
    number: integer(row, 'number'),
    record: {
      id: text(row, 'id'),
      environment: text(row, 'environment'),
      state: readState(text(row, 'state')),
      why: textOrNull(row, 'why'),
      haltedBy: textOrNull(row, 'halted_by'),
      seal: textOrNull(row, 'seal'),
      host: text(row, 'host'),
      pid: integer(row, 'pid'),
      startedAt: integer(row, 'started_at'),
      sendingSince: integerOrNull(row, 'sending_since'),
      endedAt: integerOrNull(row, 'ended_at'),
      mode: readMode(row),
      nextDue: integerOrNull(row, 'next_due'),
      campaigns: campaigns?.split(separator).map(readRunCampaign) ?? [],
    },
  };
}

/** A SQLite ledger has no such column: its runs are always sent by one process alone. */
function readMode({ mode = 'alone' }: Row): RunMode {
  if (mode === 'alone' || mode === 'led' || mode === 'detached') return mode;
  throw new DamagedLedger(`no run is ever sent "${String(mode)}"`);
}
