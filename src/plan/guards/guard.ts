// Guards are the limits that make a plan refuse itself. Both the campaign's and the policy's limits apply, so that a campaign can only be stricter.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { Limit } from '../../generated/plan.ts';
import { measureAge } from './guard-age.ts';
import { measureAtLeast, measureGrowth, measureInvalid, measureRecipients, measureShrink } from './guard-counts.ts';
import { limitOf, findingOfMeasure, type Facts, type Measure, type GuardPolicy } from './guard-measure.ts';
import { measureKey, measureOwner, measureSettings } from './guard-memory.ts';
import { measureForbidden } from './guard-forbidden.ts';
import { measurePower } from './guard-power.ts';
import { measureTags } from './guard-tags.ts';
import { measureBroadcast, measureResend } from './guard-said.ts';

type Guard = (campaign: Campaign, facts: Facts, policy: GuardPolicy) => readonly Measure[];

/** In the order in which a plan lists them. */
const guards: readonly Guard[] = [
  measureRecipients,
  measureGrowth,
  measureShrink,
  measureAtLeast,
  measureBroadcast,
  measureInvalid,
  measureAge,
  measureResend,
  measureKey,
  measureSettings,
  measureOwner,
  measureTags,
  measureForbidden,
  measurePower,
];

export interface GuardJudgement {
  /** The measurements of all guards, including those that passed. */
  readonly limits: readonly Limit[];
  /** The findings that block this campaign. Empty if it passes. */
  readonly blockers: readonly Diagnostic[];
}

export function guardCampaign(campaign: Campaign, facts: Facts, policy: GuardPolicy): GuardJudgement {
  const measures = guards.flatMap((measure) => measure(campaign, facts, policy));
  return {
    limits: measures.map(limitOf),
    blockers: measures.filter(({ passed }) => !passed).map(findingOfMeasure),
  };
}
