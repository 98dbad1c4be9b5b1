// Checks that the claimer may still send. The state is read in the claim's own transaction, so that a takeover or a stop waits for it.
import type { Claim, RunCampaign, RunState } from '../../delivery/ledger.ts';
import { integer, text, textOrNull, type Row } from '../row.ts';
import { readRunCampaign, separator } from '../runs/run-campaign-text.ts';
import { readState, runNotFound } from '../runs/run-states.ts';
import type { Sql } from '../sql.ts';

/** The part of a run that matters for a claim. */
export interface RunStanding {
  readonly number: number;
  readonly state: RunState;
  /** The run is not running, or no longer belongs to this process. */
  readonly isFenced: boolean;
  /** The ledger's numbers for the run's campaigns, in the run's order. */
  readonly campaigns: readonly number[];
  /** The run's settings for its campaigns, in the same order. Undefined if no list and no cap could leave anybody out. */
  readonly settings: readonly RunCampaign[] | undefined;
}

/** Reads the standing of the claims' runs. The returned function throws a Refusal (exit 3) for an unknown run. */
export type Fence = (sql: Sql, claims: readonly Claim[]) => Promise<(run: string) => RunStanding>;

/** The columns that `standingIn` reads. */
export const standingColumns = `run.id, run.number, run.state, (
  SELECT string_agg(campaign::text, ',' ORDER BY position) FROM run_campaign WHERE run_campaign.run = run.number
) AS campaigns, CASE WHEN EXISTS (SELECT 1 FROM list WHERE whole) OR EXISTS (
  SELECT 1 FROM run_campaign WHERE run_campaign.run = run.number AND run_campaign.settings LIKE '%"often":%'
) THEN (
  SELECT string_agg(settings, '${separator}' ORDER BY position) FROM run_campaign WHERE run_campaign.run = run.number
) END AS settings`;

const standings = `SELECT ${standingColumns} FROM run WHERE run.id = ANY ($1::text[])`;

/** The fence of a ledger whose file is locked, so that nobody else claims. */
export const fenceByLock: Fence = async (sql, claims) => {
  const ids = [...new Set(claims.map(({ run }) => run))];
  const rows = await sql.all(standings, ids);
  return standingIn(rows, () => true);
};

export function standingIn(rows: readonly Row[], isOurs: (row: Row) => boolean): (run: string) => RunStanding {
  return (run) => {
    const row = rows.find((one) => one['id'] === run);
    if (row === undefined) throw runNotFound(run);
    const state = readState(text(row, 'state'));
    return {
      number: integer(row, 'number'),
      state,
      isFenced: state !== 'running' || !isOurs(row),
      campaigns: text(row, 'campaigns').split(',').map(Number),
      settings: textOrNull(row, 'settings')?.split(separator).map(readRunCampaign),
    };
  };
}
