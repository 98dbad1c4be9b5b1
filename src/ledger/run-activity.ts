// What a run does at this moment, from the claims of a SQLite ledger.
import { longestUnderWay, type RunActivity } from '../delivery/run-activity.ts';
import type { Database } from './database.ts';
import { bytes } from './outcome-bytes.ts';
import { integer } from './row.ts';

/** Claims that are looked at for the last minute; no limit is so high. */
export const mostInMinute = 100_000;

export function activityOf(database: Database, run: number, now: number): RunActivity {
  const underWay = database.all(
    `SELECT count(open.attempt) AS requests, coalesce(sum(length(open.outcomes)), 0) AS notifications
     FROM run_campaign
     LEFT JOIN req AS open ON open.run = run_campaign.run AND open.campaign = run_campaign.campaign AND open.doubts > 0
       AND open.claimed_at >= ? AND substr(open.outcomes, 1, 1) = ?
     WHERE run_campaign.run = ? GROUP BY position ORDER BY position`,
    now - longestUnderWay,
    Uint8Array.of(bytes.open),
    run,
  );
  const recent = database.one(
    `SELECT count(*) AS requests FROM (SELECT claimed_at FROM req WHERE run = ? ORDER BY attempt DESC LIMIT ?)
     WHERE claimed_at > ?`,
    run,
    mostInMinute,
    now - 60_000,
  );
  return {
    underWay: underWay.map((row) => ({
      requests: integer(row, 'requests'),
      notifications: integer(row, 'notifications'),
    })),
    requestsInLastMinute: integer(recent, 'requests'),
    workers: null,
  };
}

/** `since` is the wall clock, milliseconds. */
export function countUnderWay(database: Database, runs: readonly string[], since: number): number {
  const row = database.one(
    `SELECT count(*) AS requests FROM req JOIN run ON run.number = req.run
     WHERE run.id IN (SELECT value FROM json_each(?)) AND doubts > 0 AND claimed_at >= ? AND substr(outcomes, 1, 1) = ?`,
    JSON.stringify(runs),
    since,
    Uint8Array.of(bytes.open),
  );
  return integer(row, 'requests');
}
