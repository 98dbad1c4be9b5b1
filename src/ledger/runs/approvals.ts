// Records which content of campaigns was approved: one row for each campaign of a plan that was applied as reviewed.
import type { ContentApproval, KnownApproval } from '../../delivery/approvals.ts';
import { areTexts, readJson } from '../json.ts';
import { isMap } from '../../is-map.ts';
import { DamagedLedger, integer, text, textOrNull } from '../row.ts';
import type { Sql } from '../sql.ts';

export async function insertApproval(sql: Sql, run: number, approval: ContentApproval, at: number): Promise<void> {
  const { campaign, content, commit, plan, planned, parts, copy } = approval;
  await sql.run(
    `INSERT INTO approval (run, campaign, content, revision, seal, planned, details, at)
     SELECT $1, number, $2, $3, $4, $5, $6, $7 FROM campaign WHERE id = $8`,
    run,
    content,
    commit,
    plan,
    planned,
    JSON.stringify({ parts, copy }),
    at,
    campaign,
  );
}

/**
 * Returns the newest approval of a campaign. `waiting` is the planned number minus what was spooled by the run that applied the plan and every run
 * after it.
 */
export async function newestApproval(sql: Sql, campaign: string): Promise<KnownApproval | undefined> {
  const row = await sql.get(
    `SELECT approval.content, approval.revision, approval.seal, approval.planned, approval.details, approval.at, (
       SELECT coalesce(sum(chunk.size), 0)::bigint
       FROM run_campaign
       JOIN run ON run.number = run_campaign.run AND run.seal IS NOT NULL
       JOIN chunk ON chunk.run = run.number AND chunk.position = run_campaign.position
       WHERE run_campaign.campaign = approval.campaign AND run.number >= approval.run
     ) AS since
     FROM approval JOIN campaign ON campaign.number = approval.campaign
     WHERE campaign.id = $1 ORDER BY approval.run DESC LIMIT 1`,
    campaign,
  );
  if (row === undefined) return undefined;
  const planned = integer(row, 'planned');
  return {
    campaign,
    content: text(row, 'content'),
    commit: textOrNull(row, 'revision'),
    plan: text(row, 'seal'),
    planned,
    ...readApprovalDetails(text(row, 'details')),
    at: integer(row, 'at'),
    waiting: Math.max(0, planned - integer(row, 'since')),
  };
}

const unreadable = 'what was approved of a campaign cannot be read';

/** @throws DamagedLedger */
export function readApprovalDetails(written: string): Pick<ContentApproval, 'parts' | 'copy'> {
  const details = readJson(written, unreadable);
  if (!isMap(details)) throw new DamagedLedger(unreadable);
  const { parts, copy } = details;
  if (!Array.isArray(parts) || !parts.every(isPart) || !areTexts(copy)) throw new DamagedLedger(unreadable);
  return { parts, copy };
}

function isPart(value: unknown): value is ContentApproval['parts'][number] {
  return isMap(value) && typeof value['name'] === 'string' && typeof value['sha256'] === 'string';
}
