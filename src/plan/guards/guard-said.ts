// Guards against actions that nobody has confirmed explicitly: a broadcast, and sending again.
import { countOf, formatCount } from '../../numbers.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import {
  originInCampaign,
  originInPolicy,
  recipientsOf,
  type Facts,
  type Measure,
  type GuardPolicy,
} from './guard-measure.ts';

export function measureBroadcast(campaign: Campaign, { counts }: Facts, policy: GuardPolicy): readonly Measure[] {
  const { id, file, broadcast } = campaign;
  const { broadcastAbove } = policy;
  if (broadcastAbove === undefined) return [];
  const recipients = recipientsOf(counts);
  return [
    {
      guard: 'broadcast_above',
      value: String(recipients),
      limit: String(broadcastAbove),
      passed: broadcast || recipients <= broadcastAbove,
      origin: originInPolicy(policy, ['broadcast_above']),
      refusal: {
        code: 'PP308',
        message: `${id} would be sent to ${countOf(recipients, 'recipient')} and does not say broadcast: true, which is needed above ${formatCount(broadcastAbove)}`,
        help: `Narrow the audience, or add broadcast: true to ${file} if that many are meant.`,
        at: locateIn(campaign, ['broadcast']),
      },
    },
  ];
}

/** Only for campaigns that resend on changes. Resending after a time was requested explicitly. */
export function measureResend(campaign: Campaign, { counts, allowed }: Facts): readonly Measure[] {
  if (campaign.resend !== 'on_change') return [];
  const isAllowed = allowed.includes('resend');
  return [
    {
      guard: 'resend',
      value: String(counts.resend),
      limit: isAllowed ? 'allowed' : '0',
      passed: isAllowed || counts.resend === 0,
      origin: originInCampaign(campaign, ['resend']),
      refusal: {
        code: 'PP309',
        message: `${campaign.id} would be sent to ${countOf(counts.resend, 'recipient')} again, since what they get has changed, and that has not been allowed`,
        help: 'See what has changed. If it is worth a second push, add --allow resend to plan and apply.',
      },
    },
  ];
}
