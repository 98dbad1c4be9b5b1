// What a run does at this moment, from the claims of a ledger on PostgreSQL.
import type { LastError } from '../delivery/ledger.ts';
import { longestUnderWay, type RunActivity } from '../delivery/run-activity.ts';
import { localErrors, readLastError } from './last-error.ts';
import { bytes } from './outcome-bytes.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';
import { workersInPostgres } from './postgres-worker-rows.ts';
import { mostInMinute } from './run-activity.ts';
import type { NumberedRun } from './run-states.ts';

export async function activityInPostgres(
  transaction: PostgresTransaction,
  { number, record: run }: NumberedRun,
  now: number,
): Promise<RunActivity> {
  const underWay = await transaction.all(
    `SELECT count(open.attempt) AS requests, coalesce(sum(length(open.outcomes)), 0)::bigint AS notifications
     FROM run_campaign
     LEFT JOIN req AS open ON open.run = run_campaign.run AND open.campaign = run_campaign.campaign AND open.doubts > 0
       AND open.claimed_at >= $2 AND get_byte(open.outcomes, 0) = $3
     WHERE run_campaign.run = $1 GROUP BY position ORDER BY position`,
    number,
    now - longestUnderWay,
    bytes.open,
  );
  const recent = await transaction.one(
    `SELECT count(*) AS requests
     FROM (SELECT claimed_at FROM req WHERE run = $1 ORDER BY attempt DESC LIMIT $2) AS last WHERE claimed_at > $3`,
    number,
    mostInMinute,
    now - 60_000,
  );
  return {
    underWay: underWay.map((row) => ({
      requests: integer(row, 'requests'),
      notifications: integer(row, 'notifications'),
    })),
    requestsInLastMinute: integer(recent, 'requests'),
    workers: run.mode === 'alone' ? null : await workersInPostgres(transaction),
  };
}

export async function lastErrorInPostgres(
  transaction: PostgresTransaction,
  run: number,
): Promise<LastError | undefined> {
  const rows = await transaction.all(
    `SELECT status, error, settled_at FROM req
     WHERE run = $1 AND error <> ALL ($2::text[]) AND settled_at IS NOT NULL ORDER BY attempt DESC LIMIT 1`,
    run,
    localErrors,
  );
  return rows.map(readLastError)[0];
}

/** `since` is the wall clock, milliseconds. */
export async function countUnderWayInPostgres(
  transaction: PostgresTransaction,
  runs: readonly string[],
  since: number,
): Promise<number> {
  const row = await transaction.one(
    `SELECT count(*) AS requests FROM req JOIN run ON run.number = req.run
     WHERE run.id = ANY ($1::text[]) AND doubts > 0 AND claimed_at >= $2 AND get_byte(outcomes, 0) = $3`,
    runs,
    since,
    bytes.open,
  );
  return integer(row, 'requests');
}
