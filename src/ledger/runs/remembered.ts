// What the ledger remembers of campaigns that were sent before: their key and workspace, which must stay the same for anybody to be recognised, and
// how many were sent to, against which growth is measured.
import type { RunCampaign } from '../../delivery/ledger.ts';
import type { Remembered } from '../../plan/history.ts';
import { integer, text, textOrNull, type Row } from '../row.ts';
import { readRunCampaign } from './run-campaign-text.ts';
import type { Sql } from '../sql.ts';

/**
 * Ignores runs that were never sealed: no plan of theirs was approved. A key counts from the first notification that was planned under it, a
 * workspace at once. The LIKE patterns are safe because in JSON a quote, a name, a quote and a colon follow each other only in the name of a member.
 */
export async function rememberedOf(sql: Sql, campaign: string): Promise<Remembered> {
  const row = await sql.one(
    `WITH sealed AS (
      SELECT run.number, settings, EXISTS (
        SELECT 1 FROM chunk WHERE chunk.run = run.number AND chunk.position = run_campaign.position
      ) AS planned
      FROM campaign
      JOIN run_campaign ON run_campaign.campaign = campaign.number
      JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
      WHERE campaign.id = $1
    )
    SELECT (
      SELECT settings FROM sealed WHERE planned AND settings LIKE '%"key":%' ORDER BY number DESC LIMIT 1
    ) AS keyed, (
      SELECT settings FROM sealed WHERE settings LIKE '%"workspaceId":%' ORDER BY number DESC LIMIT 1
    ) AS owned, (
      SELECT settings FROM sealed WHERE planned ORDER BY number DESC LIMIT 1
    ) AS newest`,
    campaign,
  );
  const { key } = readSettings(row, 'keyed');
  const { workspaceId } = readSettings(row, 'owned');
  const { version } = readSettings(row, 'newest');
  return {
    ...(key === undefined ? {} : { key }),
    ...(workspaceId === undefined ? {} : { workspaceId }),
    ...(version === undefined ? {} : { version }),
  };
}

function readSettings(row: Row, name: string): Partial<RunCampaign> {
  const settings = textOrNull(row, name);
  return settings === null ? {} : readRunCampaign(settings);
}

/** Returns the campaigns with at least one claim, each with the file it was in when it was last sent. */
export async function sentCampaigns(sql: Sql): Promise<readonly { readonly id: string; readonly file: string }[]> {
  const rows = await sql.all(
    'SELECT id, file FROM campaign WHERE EXISTS (SELECT 1 FROM sent WHERE sent.campaign = campaign.number) ORDER BY id',
  );
  return rows.map((row) => ({ id: text(row, 'id'), file: text(row, 'file') }));
}

/**
 * Returns how many notifications the newest sealed run of a campaign planned. Ignores runs that were never sealed, because no plan of theirs was
 * approved. Undefined before the first sealed run.
 */
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

/**
 * Tells whether a run that planned any notification began since then or belongs to the period. A run of the period may have begun before it, and
 * waited.
 */
export async function wasSentSince(
  sql: Sql,
  campaign: string,
  { name, begins }: { readonly name: string; readonly begins: number },
): Promise<boolean> {
  const row = await sql.get(
    `SELECT 1 FROM campaign
     JOIN run_campaign ON run_campaign.campaign = campaign.number
     JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
     JOIN chunk ON chunk.run = run.number AND chunk.position = run_campaign.position
     WHERE campaign.id = $1 AND (run.started_at >= $2 OR run_campaign.settings LIKE $3) LIMIT 1`,
    campaign,
    begins,
    `%"period":${JSON.stringify(name)}%`,
  );
  return row !== undefined;
}

/** Returns how many notifications of a campaign all runs have planned together: it was never sent more often. */
export async function plannedEver(sql: Sql, campaign: string): Promise<number> {
  const row = await sql.one(
    `SELECT coalesce(sum(chunk.size), 0)::bigint AS planned
     FROM campaign
     JOIN run_campaign ON run_campaign.campaign = campaign.number
     JOIN chunk ON chunk.run = run_campaign.run AND chunk.position = run_campaign.position
     WHERE campaign.id = $1`,
    campaign,
  );
  return integer(row, 'planned');
}
