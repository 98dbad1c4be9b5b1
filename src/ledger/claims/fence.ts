// Checks that a claimer may still send: read in the claim's own transaction, so that a takeover or a stop waits for it.
import type { Claim, RunCampaign, RunState } from '../../delivery/ledger.ts';
import { integer, text, textOrNull, type Row } from '../row.ts';
import { readRunCampaign, separator } from '../runs/run-campaign-text.ts';
import { readState, runNotFound } from '../runs/run-states.ts';
import type { Sql } from '../sql.ts';

/** A run as far as a claim is concerned. */
export interface RunStanding {
  readonly number: number;
  readonly state: RunState;
  /** It does not run, or is no longer ours. */
  readonly isFenced: boolean;
  /** The numbers of its campaigns in the ledger, in its order. */
  readonly campaigns: readonly number[];
  /** What it says of them, in their order; undefined where no list and no cap could leave anybody out. */
  readonly settings: readonly RunCampaign[] | undefined;
}

/** What it gives throws a Refusal, exit 3, for a run that is unknown. */
export type Fence = (sql: Sql, claims: readonly Claim[]) => Promise<(run: string) => RunStanding>;

/** For `standingIn`. */
export const standingColumns = `run.id, run.number, run.state, (
  SELECT string_agg(campaign::text, ',' ORDER BY position) FROM run_campaign WHERE run_campaign.run = run.number
) AS campaigns, CASE WHEN EXISTS (SELECT 1 FROM list WHERE whole) OR EXISTS (
  SELECT 1 FROM run_campaign WHERE run_campaign.run = run.number AND run_campaign.settings LIKE '%"often":%'
) THEN (
  SELECT string_agg(settings, '${separator}' ORDER BY position) FROM run_campaign WHERE run_campaign.run = run.number
) END AS settings`;

const standings = `SELECT ${standingColumns} FROM run WHERE run.id = ANY ($1::text[])`;

/** Under the lock of a file: nobody else claims. */
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
