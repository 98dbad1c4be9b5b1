// The rows of runs: one apply each, and what it remembers of its campaigns.
import type { NewRun, RunCampaign, RunState } from '../delivery/ledger.ts';
import type { Database } from './database.ts';
import { integer, text, type Row } from './row.ts';
import { readRunRow } from './run-row.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import { changeOf, runNotFound, type NumberedRun, type StateChange } from './run-states.ts';

export function findRun(database: Database, id: string): NumberedRun | undefined {
  const row = database.get('SELECT * FROM run WHERE id = ?', id);
  return row === undefined ? undefined : readRun(database, row);
}

/** For what a row refers to. */
export function runByNumber(database: Database, number: number): NumberedRun {
  return readRun(database, database.one('SELECT * FROM run WHERE number = ?', number));
}

export function requireRun(database: Database, id: string): NumberedRun {
  const run = findRun(database, id);
  if (run === undefined) throw runNotFound(id);
  return run;
}

/** Newest first. */
export function allRuns(database: Database): readonly NumberedRun[] {
  return database.all('SELECT * FROM run ORDER BY number DESC').map((row) => readRun(database, row));
}

export function insertRun(database: Database, id: string, run: NewRun, startedAt: number): NumberedRun {
  const { environment, host, pid } = run;
  const inserted = database.one(
    `INSERT INTO run (id, environment, state, host, pid, started_at)
     VALUES (?, ?, 'loading', ?, ?, ?) RETURNING number`,
    id,
    environment,
    host,
    pid,
    startedAt,
  );
  const number = integer(inserted, 'number');
  for (const [position, campaign] of run.campaigns.entries()) {
    database.run('INSERT INTO campaign (id, file) VALUES (?, ?) ON CONFLICT DO NOTHING', campaign.id, campaign.file);
    database.run(
      `INSERT INTO run_campaign (run, position, campaign, settings)
       SELECT ?, ?, number, ? FROM campaign WHERE id = ?`,
      number,
      position,
      JSON.stringify(campaign),
      campaign.id,
    );
  }
  return requireRun(database, id);
}

/** Refuses what may not follow (run-states.ts). Absent values stay as they are; `why` is forgotten when the run goes on. */
export function changeState(database: Database, run: NumberedRun, state: RunState, change: StateChange): void {
  const { why, seal, endedAt } = changeOf(run, state, change);
  database.run(
    'UPDATE run SET state = ?, why = ?, seal = coalesce(?, seal), ended_at = ? WHERE number = ?',
    state,
    why,
    seal,
    endedAt,
    run.number,
  );
}

/** The campaign's number in the ledger, by its place in the run. */
export function campaignNumber(database: Database, run: number, position: number): number {
  const row = database.get('SELECT campaign FROM run_campaign WHERE run = ? AND position = ?', run, position);
  if (row === undefined) throw new Error(`The run has no campaign ${position}.`);
  return integer(row, 'campaign');
}

function readRun(database: Database, row: Row): NumberedRun {
  return readRunRow(row, readCampaigns(database, integer(row, 'number')));
}

function readCampaigns(database: Database, run: number): readonly RunCampaign[] {
  return database
    .all('SELECT settings FROM run_campaign WHERE run = ? ORDER BY position', run)
    .map((row) => readRunCampaign(text(row, 'settings')));
}
