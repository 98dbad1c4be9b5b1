// Counts the figures of a run from the records of the ledger.
import type { CampaignTotals, GroupTotals } from '../../delivery/ledger.ts';
import { bytes, isClaimable, isInDoubt, reasonOf, type Reason } from '../claims/outcome-bytes.ts';
import { leftOutTotals } from '../lists/left-out.ts';
import { readReasons } from '../claims/reasons.ts';
import { readArms } from '../claims/request-arms.ts';
import { requestsOf } from '../claims/requests.ts';
import { blob, blobOrNull, integer, type Row } from '../row.ts';
import { DueTally } from './due-totals.ts';
import { chunksOfStep, rolloutsOf } from './rollouts.ts';
import type { Sql } from '../sql.ts';
import { isRefused, openedOfRun } from '../claims/opened.ts';
import { hasPosition, joinRequest } from '../claims/standing.ts';
import { droppedChunks, type DroppedChunk } from './waiting.ts';
import { addTo, addUp } from '../../counts.ts';

/**
 * Returns the totals per campaign of the run, in its order. Whatever is neither settled nor in doubt counts as not sent, so the buckets add up to the
 * plan.
 */
export async function totalsOf(sql: Sql, run: number): Promise<readonly CampaignTotals[]> {
  const planned = await sql.all(
    `SELECT run_campaign.campaign, coalesce(sum(chunk.size), 0)::bigint AS planned
     FROM run_campaign LEFT JOIN chunk USING (run, position) WHERE run = $1
     GROUP BY run_campaign.campaign, position ORDER BY position`,
    run,
  );
  const leftOut = await leftOutTotals(sql, run);
  const dropped = await droppedChunks(sql, run);
  const opened = await openedOfRun(sql, run);
  const tallies = new Map(
    planned.map((row) => {
      const campaign = integer(row, 'campaign');
      const ofCampaign = dropped.filter((chunk) => chunk.campaign === campaign);
      return [campaign, new Tally(integer(row, 'planned'), leftOut.get(campaign) ?? {}, ofCampaign, opened)];
    }),
  );
  const reasons = await readReasons(sql);
  const due = await DueTally.of(sql, run, dropped);
  for await (const requests of requestsOf(sql, run)) {
    for (const request of requests) {
      tallies.get(integer(request, 'campaign'))?.add(request, reasons);
      due.add(request);
    }
  }
  const dueTimes = due.times();
  const rollouts = new Map((await rolloutsOf(sql, run)).map((rollout) => [rollout.campaign, rollout]));
  return [...tallies.values()].map((tally, position) => {
    const [rollout, times] = [rollouts.get(position), dueTimes.get(position)];
    return { ...tally.totals(), ...(rollout && { rollout }), ...(times && { times }) };
  });
}

/** Returns the totals for the people of one step of a rollout. `campaign` is the index in the run's campaigns. */
export async function totalsOfStep(sql: Sql, run: number, campaign: number, step: number): Promise<CampaignTotals> {
  const chunks = await chunksOfStep(sql, run, { campaign, step });
  const tally = new Tally(addUp(chunks.values()), {}, [], new Set());
  const reasons = await readReasons(sql);
  for await (const requests of requestsOf(sql, run)) {
    for (const request of requests) if (chunks.has(integer(request, 'chunk'))) tally.add(request, reasons);
  }
  return tally.totals();
}

/** Counts notifications in doubt in any run, including open claims: nobody knows what became of them. */
export async function countInDoubt(sql: Sql, campaigns: readonly string[]): Promise<number> {
  const row = await sql.one(
    `SELECT coalesce(sum(req.doubts), 0)::bigint AS doubts
     FROM req JOIN campaign ON campaign.number = req.campaign
     WHERE req.doubts > 0 AND campaign.id = ANY ($1::text[])`,
    campaigns,
  );
  return integer(row, 'doubts');
}

/** Adds up the figures of one campaign, request by request. */
class Tally {
  readonly #planned: number;
  readonly #leftOut: Readonly<Record<string, number>>;
  /** By number, the chunks whose unsettled people get nothing. */
  readonly #dropped: ReadonlyMap<number, { readonly reason: string; left: number }>;
  /** Refusals that somebody opened, in any campaign of the run (claims/opened.ts). */
  readonly #opened: ReadonlySet<number>;
  readonly #openedFor = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  readonly #rejected = new Map<string, number>();
  readonly #groups = new Map<number, Group>();
  #accepted = 0;
  #inDoubt = 0;
  #maybeTwice = 0;
  #requests = 0;
  #retries = 0;

  constructor(
    planned: number,
    leftOut: Readonly<Record<string, number>>,
    dropped: readonly DroppedChunk[],
    opened: ReadonlySet<number>,
  ) {
    this.#planned = planned;
    this.#opened = opened;
    this.#leftOut = leftOut;
    this.#dropped = new Map(dropped.map(({ number, reason, size }) => [number, { reason, left: size }]));
  }

  add(request: Row, reasons: ReadonlyMap<number, Reason>): void {
    const dropped = this.#dropped.get(integer(request, 'chunk'));
    const [attempt, repeats] = [integer(request, 'attempt'), integer(request, 'repeats')];
    this.#requests += 1;
    this.#retries += integer(request, 'retry');
    const groupAt = readArms(blobOrNull(request, 'arms'));
    for (const [position, byte] of blob(request, 'outcomes').entries()) {
      // Counted only at the first repetition: later attempts have the mark in `repeats`.
      if (byte === bytes.repeated && !hasPosition(repeats, position)) this.#maybeTwice += 1;
      if (dropped !== undefined && !isClaimable(byte)) dropped.left -= 1;
      this.#count(byte, reasons);
      if (this.#opened.has(joinRequest(attempt, position)) && isRefused(reasons, byte)) {
        addTo(this.#openedFor, reasonOf(reasons, byte).reason);
      }
      const group = groupAt?.(position);
      if (group !== undefined) this.#countIn(group, byte, reasons);
    }
  }

  totals(): CampaignTotals {
    const refused = addUp(this.#refused.values());
    const rejected = addUp(this.#rejected.values());
    const settled = this.#accepted + refused + rejected + this.#inDoubt;
    return {
      planned: this.#planned,
      buckets: {
        accepted: this.#accepted,
        refused,
        rejected,
        in_doubt: this.#inDoubt,
        not_sent: this.#planned - settled,
      },
      refused: Object.fromEntries(this.#refused),
      ...(this.#openedFor.size > 0 && { opened: Object.fromEntries(this.#openedFor) }),
      rejected: Object.fromEntries(this.#rejected),
      leftOut: this.#countLeftOut(),
      ...(this.#groups.size > 0 && { groups: this.#listGroups() }),
      maybeTwice: this.#maybeTwice,
      requests: this.#requests,
      retries: this.#retries,
    };
  }

  #countLeftOut(): Readonly<Record<string, number>> {
    const counts = { ...this.#leftOut };
    for (const { reason, left } of this.#dropped.values()) counts[reason] = (counts[reason] ?? 0) + left;
    return counts;
  }

  #listGroups(): readonly GroupTotals[] {
    return [...this.#groups]
      .toSorted(([one], [other]) => one - other)
      .map(([number, { open, ...buckets }]) => ({ number, buckets, open }));
  }

  #countIn(number: number, byte: number, reasons: ReadonlyMap<number, Reason>): void {
    if (isClaimable(byte)) return;
    const group = this.#groups.get(number) ?? { accepted: 0, refused: 0, rejected: 0, in_doubt: 0, open: 0 };
    group[bucketOf(byte, reasons)] += 1;
    this.#groups.set(number, group);
  }

  #count(byte: number, reasons: ReadonlyMap<number, Reason>): void {
    if (isClaimable(byte)) return;
    if (isInDoubt(byte)) this.#inDoubt += 1;
    else if (byte === bytes.accepted || byte === bytes.acceptedByDecision) this.#accepted += 1;
    else {
      const { kind, reason } = reasonOf(reasons, byte);
      addTo(kind === 'refused' ? this.#refused : this.#rejected, reason);
    }
  }
}

type Group = Record<keyof GroupTotals['buckets'] | 'open', number>;

function bucketOf(byte: number, reasons: ReadonlyMap<number, Reason>): keyof Group {
  if (byte === bytes.open) return 'open';
  if (isInDoubt(byte)) return 'in_doubt';
  if (byte === bytes.accepted || byte === bytes.acceptedByDecision) return 'accepted';
  return reasonOf(reasons, byte).kind === 'refused' ? 'refused' : 'rejected';
}
