// Finds the places of the rules of each selection step that apply to a campaign. Undefined if only the default applies.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { Position } from '../diagnostic.ts';
import type { ExplainDocument } from '../generated/explain.ts';
import { holdsFor } from '../delivery/people-lists.ts';
import { isCountedBy } from '../plan/often/caps.ts';
import { limitsFor } from '../plan/often/often-limits.ts';
import { sendingTimesOf } from '../plan/schedule/sending-times.ts';
import { holdoutsOf } from '../plan/selection/assign-arm.ts';
import type { Workspace } from '../workspace/read-workspace.ts';

/** A step of the selection. */
export type Step = ExplainDocument['rows'][number]['steps'][number]['step'];

export type RuleBook = Pick<Workspace, 'policy' | 'suppress' | 'locate'>;

type PlaceOf = (campaign: Campaign, workspace: RuleBook) => Position | undefined;

const keyPlace: PlaceOf = (campaign) =>
  campaign.key === undefined ? locateIn(campaign, ['notification', 'identifiers']) : locateIn(campaign, ['key']);

export const stepPlaces: Readonly<Record<Step, PlaceOf>> = {
  draft: (campaign) => where(campaign.isDraft === true, campaign, 'draft'),
  where: (campaign) => where(Object.keys(campaign.audience.where).length > 0, campaign, 'audience', 'where'),
  key: keyPlace,
  suppress: ({ tags }, { suppress, locate }) =>
    suppress.some((list) => holdsFor(list, tags)) ? locate(['suppress']) : undefined,
  exclude_list: (campaign) => where(campaign.exclude.length > 0, campaign, 'exclude'),
  holdout: (campaign, { policy, locate }) => {
    const owners = holdoutsOf(campaign, policy.holdout).map(({ of }) => of);
    if (owners.includes('campaign')) return locateIn(campaign, ['holdout']);
    return owners.includes('policy') ? locate(['policy', 'holdout']) : undefined;
  },
  awaiting_winner: (campaign) => where((campaign.assignment?.arms ?? []).length > 0, campaign, 'variants'),
  ledger: (campaign) => {
    if (campaign.every !== undefined) return locateIn(campaign, ['every']);
    return where(campaign.resend !== 'never', campaign, 'resend');
  },
  rest: (campaign, { policy, locate }) =>
    Object.keys(limitsFor(campaign, policy).restAfter).length > 0 ? locate(['policy', 'rest']) : undefined,
  exclude_sent: (campaign) => where(campaign.excludeRecent.length > 0, campaign, 'exclude'),
  render: (campaign) => locateIn(campaign, ['notification']),
  duplicate: keyPlace,
  caps: (campaign, { policy, locate }) => {
    if (campaign.caps.length > 0) return locateIn(campaign, ['caps']);
    return policy.caps.some((cap) => isCountedBy(cap, campaign.tags)) ? locate(['policy', 'caps']) : undefined;
  },
  schedule: (campaign, { policy, locate }) => {
    const { schedule, quiet, blackouts } = sendingTimesOf(campaign, policy) ?? { quiet: [], blackouts: [] };
    if (schedule?.begins !== undefined || schedule?.window !== undefined) return locateIn(campaign, ['schedule']);
    if (quiet.length > 0) return locate(['policy', 'quiet_hours']);
    if (blackouts.length > 0) return locate(['policy', 'blackout']);
    // Otherwise the schedule contains only the zone of the campaign's people.
    return where(schedule !== undefined, campaign, 'schedule');
  },
};

function where(isWritten: boolean, campaign: Campaign, ...path: readonly string[]): Position | undefined {
  return isWritten ? locateIn(campaign, path) : undefined;
}
