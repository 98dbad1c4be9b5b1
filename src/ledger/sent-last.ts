// How many notifications of a campaign were planned the last time that any were: what growth is measured against.
import type { Database } from './database.ts';
import { integer } from './row.ts';

/** Runs that were never sealed had no plan that anybody let pass. Undefined before the first that was. */
export function sentLast(database: Database, campaign: string): number | undefined {
  const row = database.get(
    `SELECT sum(chunk.size) AS planned
     FROM campaign
     JOIN run_campaign ON run_campaign.campaign = campaign.number
     JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
     JOIN chunk ON chunk.run = run.number AND chunk.position = run_campaign.position
     WHERE campaign.id = ?
     GROUP BY run.number ORDER BY run.number DESC LIMIT 1`,
    campaign,
  );
  return row === undefined ? undefined : integer(row, 'planned');
}
