// The figures of a run on PostgreSQL, counted from what the ledger has on record.
import type { CampaignTotals } from '../delivery/ledger.ts';
import { loadReasons } from './postgres-reasons.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';
import { Tally } from './totals.ts';

/** So many requests at a time: a run may have millions of them. */
const block = 10_000;

/** Per campaign of the run, in its order. What is neither settled nor in doubt is not sent, so the buckets add up to the plan. */
export async function totalsInPostgres(
  transaction: PostgresTransaction,
  run: number,
): Promise<readonly CampaignTotals[]> {
  const planned = await transaction.all(
    `SELECT run_campaign.campaign, coalesce(sum(chunk.size), 0)::bigint AS planned
     FROM run_campaign LEFT JOIN chunk USING (run, position) WHERE run = $1
     GROUP BY run_campaign.campaign, position ORDER BY position`,
    run,
  );
  const tallies = new Map(planned.map((row) => [integer(row, 'campaign'), new Tally(integer(row, 'planned'))]));
  const reasons = await loadReasons(transaction);
  for (let after = 0; ;) {
    const requests = await transaction.all(
      `SELECT attempt, campaign, outcomes, repeats, retry FROM req
       WHERE run = $1 AND attempt > $2 ORDER BY attempt LIMIT $3`,
      run,
      after,
      block,
    );
    for (const request of requests) tallies.get(integer(request, 'campaign'))?.add(request, reasons);
    const last = requests.at(-1);
    if (last === undefined || requests.length < block) break;
    after = integer(last, 'attempt');
  }
  return [...tallies.values()].map((tally) => tally.totals());
}

/** From any run, open claims included: nobody knows what became of them. */
export async function countDoubtInPostgres(
  transaction: PostgresTransaction,
  campaigns: readonly string[],
): Promise<number> {
  const row = await transaction.one(
    `SELECT coalesce(sum(req.doubts), 0)::bigint AS doubts
     FROM req JOIN campaign ON campaign.number = req.campaign
     WHERE req.doubts > 0 AND campaign.id = ANY ($1::text[])`,
    campaigns,
  );
  return integer(row, 'doubts');
}
