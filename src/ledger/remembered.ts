// Under which key and by which workspace a campaign was sent last: what has to be the same for anybody to be recognised.
import type { Remembered } from '../plan/history.ts';
import type { Database } from './database.ts';
import { textOrNull, type Row } from './row.ts';

/** Runs that were never sealed had no plan that anybody let pass. A key counts from the first notification that was planned under it. */
export function rememberedOf(database: Database, campaign: string): Remembered {
  return readRemembered(
    database.one(
      `WITH sealed AS (
         SELECT run.number, settings, EXISTS (
           SELECT 1 FROM chunk WHERE chunk.run = run.number AND chunk.position = run_campaign.position
         ) AS planned
         FROM campaign
         JOIN run_campaign ON run_campaign.campaign = campaign.number
         JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
         WHERE campaign.id = ?
       )
       SELECT (
         SELECT settings ->> 'key' FROM sealed WHERE planned AND settings ->> 'key' IS NOT NULL
         ORDER BY number DESC LIMIT 1
       ) AS key_template, (
         SELECT settings ->> 'workspaceId' FROM sealed WHERE settings ->> 'workspaceId' IS NOT NULL
         ORDER BY number DESC LIMIT 1
       ) AS workspace_id`,
      campaign,
    ),
  );
}

/** The columns have the same names in either database. */
export function readRemembered(row: Row): Remembered {
  const key = textOrNull(row, 'key_template');
  const workspaceId = textOrNull(row, 'workspace_id');
  return { ...(key === null ? {} : { key }), ...(workspaceId === null ? {} : { workspaceId }) };
}
