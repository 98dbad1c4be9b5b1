// Reads from the ledger's claims what a run is doing at this moment.
import { longestUnderWay, type RunActivity } from '../../delivery/run-activity.ts';
import { bytes } from '../claims/outcome-bytes.ts';
import { integer } from '../row.ts';
import type { Sql } from '../sql.ts';

/** The most claims that are read to count the last minute's requests. No limit is that high. */
const mostInMinute = 100_000;

const open = Uint8Array.of(bytes.open);

export async function activityOf(
  sql: Sql,
  run: number,
  now: number,
): Promise<Omit<RunActivity, 'workers' | 'isAbandoned'>> {
  const underWay = await sql.all(
    `SELECT count(open.attempt) AS requests, coalesce(sum(length(open.outcomes)), 0)::bigint AS notifications
     FROM run_campaign
     LEFT JOIN req AS open ON open.run = run_campaign.run AND open.campaign = run_campaign.campaign AND open.doubts > 0
       AND open.claimed_at >= $2 AND substr(open.outcomes, 1, 1) = $3
     WHERE run_campaign.run = $1 GROUP BY position ORDER BY position`,
    run,
    now - longestUnderWay,
    open,
  );
  const recent = await sql.all(
    `SELECT (CAST($3 AS bigint) - claimed_at) / 1000 AS ago, count(*) AS requests
     FROM (SELECT claimed_at FROM req WHERE run = $1 ORDER BY attempt DESC LIMIT $2) AS last WHERE claimed_at > $3 - 60000
     GROUP BY ago ORDER BY ago DESC`,
    run,
    mostInMinute,
    now,
  );
  return {
    underWay: underWay.map((row) => ({
      requests: integer(row, 'requests'),
      notifications: integer(row, 'notifications'),
    })),
    recentRequests: recent.map((row) => ({ secondsAgo: integer(row, 'ago'), count: integer(row, 'requests') })),
  };
}

/** `since` is the wall clock, milliseconds. */
export async function countUnderWay(sql: Sql, runs: readonly string[], since: number): Promise<number> {
  const row = await sql.one(
    `SELECT count(*) AS requests FROM req JOIN run ON run.number = req.run
     WHERE run.id = ANY ($1::text[]) AND doubts > 0 AND claimed_at >= $2 AND substr(outcomes, 1, 1) = $3`,
    runs,
    since,
    open,
  );
  return integer(row, 'requests');
}
