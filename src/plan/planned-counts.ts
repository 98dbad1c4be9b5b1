// Counts the notifications that a plan sends now, and those with the deferred ones.
import type { CampaignPlan } from '../generated/plan.ts';

type Counts = Pick<CampaignPlan['counts'], 'send' | 'resend' | 'retry' | 'deferred'>;

export function countSentNow({ send, resend, retry }: Omit<Counts, 'deferred'>): number {
  return send + resend + retry;
}

export function countPlanned(counts: Counts): number {
  return countSentNow(counts) + counts.deferred;
}
