// What the guards have to know of a campaign besides its counts, looked up only where one of them asks for it.
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignPlan, Plan } from '../generated/plan.ts';
import { hasMaxAge } from '../plan/guard-age.ts';
import type { Facts, Policy } from '../plan/guard-measure.ts';
import type { History } from '../plan/history.ts';
import type { Files } from '../workspace/files.ts';

export interface FactSources {
  readonly files: Files;
  readonly policy: Policy;
  readonly history: History;
  /** What --allow lets this plan do. */
  readonly allowed: Plan['allowed'];
  /** Milliseconds since 1970. */
  readonly now: number;
}

const notLookedAt: Facts['modifiedAt'] = { kind: 'unknown', because: 'no guard asks for it', help: '' };

export async function gatherFacts(
  { files, policy, history, allowed, now }: FactSources,
  campaign: Campaign,
  counts: CampaignPlan['counts'],
): Promise<Facts> {
  const looksBack = (campaign.maxGrowth ?? policy.maxGrowth) !== undefined;
  return {
    counts,
    sentLast: looksBack ? await history.sentLast(campaign.id) : undefined,
    modifiedAt: hasMaxAge(campaign, policy) ? await files.modifiedAt(campaign.audience.file) : notLookedAt,
    now,
    allowed,
  };
}
