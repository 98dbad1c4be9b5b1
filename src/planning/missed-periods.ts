// Campaigns that make up for the period before, since nothing was sent in it: what their plan is of, until the present one is sent.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { periodBefore } from '../plan/schedule/period-at.ts';
import type { SavedPlan } from './saved/saved-plan.ts';

/** By the id of a campaign, the first moment of the period that it makes up for, milliseconds since 1970. */
export type MissedPeriods = ReadonlyMap<string, number>;

/**
 * Nothing was sent since that period began, nor of it before: so it is sent once, and never after the present one. Where nothing was
 * ever sent nothing was missed: a plan without a ledger comes to the same as an apply that makes one.
 */
export async function findMissed(
  campaigns: readonly Campaign[],
  history: Pick<History, 'wasSentSince' | 'campaigns'>,
  now: number,
): Promise<MissedPeriods> {
  const missed = new Map<string, number>();
  const asking = campaigns.filter(({ every, isDraft }) => every?.catchUp === true && isDraft !== true);
  if (asking.length === 0 || (await history.campaigns()).length === 0) return missed;
  for (const { id, every } of asking) {
    const before = every && periodBefore(every, now);
    if (before !== undefined && !(await history.wasSentSince(id, before))) missed.set(id, before.begins);
  }
  return missed;
}

/** Those that were reviewed: what was sent since changes nothing about what the plan is of. */
export function missedInPlan({ campaigns }: Pick<SavedPlan, 'campaigns'>): MissedPeriods {
  return new Map(
    campaigns.flatMap(({ id, period }) => (period?.catches_up === true ? [[id, Date.parse(period.begins)]] : [])),
  );
}
