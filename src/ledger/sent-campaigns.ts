// Which campaigns were ever sent, and how many of one the last time that any were: what growth is measured against.
import { integer, text } from './row.ts';
import type { Sql } from './sql.ts';

/** Those that somebody was ever claimed for, by the file they were in then. */
export async function sentCampaigns(sql: Sql): Promise<readonly { readonly id: string; readonly file: string }[]> {
  const rows = await sql.all(
    'SELECT id, file FROM campaign WHERE EXISTS (SELECT 1 FROM sent WHERE sent.campaign = campaign.number) ORDER BY id',
  );
  return rows.map((row) => ({ id: text(row, 'id'), file: text(row, 'file') }));
}

/** Runs that were never sealed had no plan that anybody let pass. Undefined before the first that was. */
export async function sentLast(sql: Sql, campaign: string): Promise<number | undefined> {
  const row = await sql.get(
    `SELECT sum(chunk.size)::bigint AS planned
     FROM campaign
     JOIN run_campaign ON run_campaign.campaign = campaign.number
     JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
     JOIN chunk ON chunk.run = run.number AND chunk.position = run_campaign.position
     WHERE campaign.id = $1
     GROUP BY run.number ORDER BY run.number DESC LIMIT 1`,
    campaign,
  );
  return row === undefined ? undefined : integer(row, 'planned');
}
