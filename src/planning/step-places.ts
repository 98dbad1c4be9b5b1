// Where the rule of each step of the selection is written; undefined where nothing but the default holds.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { Position } from '../diagnostic.ts';
import type { ExplainDocument } from '../generated/explain.ts';
import type { Workspace } from '../workspace/read-workspace.ts';

/** Of the selection, in the order of plan. */
export type Step = ExplainDocument['rows'][number]['steps'][number]['step'];

type PlaceOf = (
  campaign: Campaign,
  workspace: Pick<Workspace, 'policy' | 'suppress' | 'locate'>,
) => Position | undefined;

const keyPlace: PlaceOf = (campaign) =>
  campaign.key === undefined ? locateIn(campaign, ['notification', 'identifiers']) : locateIn(campaign, ['key']);

export const stepPlaces: Readonly<Record<Step, PlaceOf>> = {
  draft: (campaign) => where(campaign.isDraft === true, campaign, 'draft'),
  where: (campaign) => where(Object.keys(campaign.audience.where).length > 0, campaign, 'audience', 'where'),
  key: keyPlace,
  suppress: (_campaign, { suppress, locate }) => (suppress.length > 0 ? locate(['suppress']) : undefined),
  exclude_list: (campaign) => where(campaign.exclude.length > 0, campaign, 'exclude'),
  holdout: (campaign, { policy, locate }) => {
    if ((campaign.assignment?.holdout ?? 0) > 0) return locateIn(campaign, ['holdout']);
    return policy.holdout === undefined ? undefined : locate(['policy', 'holdout']);
  },
  awaiting_winner: (campaign) => where((campaign.assignment?.arms ?? []).length > 0, campaign, 'variants'),
  ledger: (campaign) => {
    if (campaign.every !== undefined) return locateIn(campaign, ['every']);
    return where(campaign.resend !== 'never', campaign, 'resend');
  },
  rest: (_campaign, { policy, locate }) => (policy.rest === undefined ? undefined : locate(['policy', 'rest'])),
  exclude_sent: (campaign) => where(campaign.excludeRecent.length > 0, campaign, 'exclude'),
  render: (campaign) => locateIn(campaign, ['notification']),
  duplicate: keyPlace,
  caps: (campaign, { policy, locate }) => {
    if (campaign.caps.length > 0) return locateIn(campaign, ['caps']);
    return policy.caps.length > 0 ? locate(['policy', 'caps']) : undefined;
  },
  schedule: (campaign, { policy, locate }) => {
    if (campaign.schedule !== undefined) return locateIn(campaign, ['schedule']);
    if ((policy.quietHours ?? []).length > 0) return locate(['policy', 'quiet_hours']);
    return (policy.blackouts ?? []).length > 0 ? locate(['policy', 'blackout']) : undefined;
  },
};

function where(isWritten: boolean, campaign: Campaign, ...path: readonly string[]): Position | undefined {
  return isWritten ? locateIn(campaign, path) : undefined;
}
