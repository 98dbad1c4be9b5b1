// Finds campaigns that make up for the period before because nothing was sent in it. Their plan is for that period until they are sent for the
// present one.
import type { Campaign } from '../campaign/campaign.ts';
import type { History } from '../plan/history.ts';
import { periodBefore } from '../plan/schedule/period-at.ts';
import type { SavedPlan } from './saved/saved-plan.ts';

/** The first moment of the period that is made up for, in milliseconds since 1970, by campaign id. */
export type MissedPeriods = ReadonlyMap<string, number>;

/**
 * A period is missed if nothing was sent since it began, and nothing of it before. It is therefore sent only once, and never after the present
 * period. If nothing was ever sent, nothing was missed, so that a plan without a ledger matches an apply that creates one.
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

/** The missed periods that were reviewed. Sends since then do not change the periods of the plan. */
export function missedInPlan({ campaigns }: Pick<SavedPlan, 'campaigns'>): MissedPeriods {
  return new Map(
    campaigns.flatMap(({ id, period }) => (period?.catches_up === true ? [[id, Date.parse(period.begins)]] : [])),
  );
}
