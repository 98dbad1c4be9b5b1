// How many notifications a plan sends now, and how many with those that are deferred.
import type { CampaignPlan } from '../../generated/plan.ts';

type Counts = Pick<CampaignPlan['counts'], 'send' | 'resend' | 'retry' | 'deferred'>;

export function countSentNow({ send, resend, retry }: Omit<Counts, 'deferred'>): number {
  return send + resend + retry;
}

export function countPlanned(counts: Counts): number {
  return countSentNow(counts) + counts.deferred;
}
