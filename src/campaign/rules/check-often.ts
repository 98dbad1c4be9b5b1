// Rules for names in caps and exclusions: campaigns that were never sent, and tags that no campaign has.
import { errorAt, warningAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import type { Campaign, Cap, Locate } from '../campaign.ts';
import { findNearest } from '../find-nearest.ts';
import { locateIn } from '../yaml/places.ts';

/** `known` are the ids of the workspace and of all campaigns that were ever sent. */
export function checkExcludedCampaigns(
  campaigns: readonly Campaign[],
  known: readonly string[],
): readonly Diagnostic[] {
  return campaigns.flatMap((campaign) =>
    campaign.excludeRecent.flatMap(({ sent, index }) => {
      if (sent === undefined || known.includes(sent)) return [];
      const nearest = findNearest(sent, known);
      const message = `exclude names the campaign ${JSON.stringify(sent)}, which is not in this workspace and was never sent`;
      const help = nearest === undefined ? 'Name the id of a campaign.' : `Did you mean ${JSON.stringify(nearest)}?`;
      return [errorAt(locateIn(campaign, ['exclude', index, 'sent']), 'PP175', message, help)];
    }),
  );
}

interface NamedTag {
  readonly tag: string;
  readonly at: Position;
}

/** Reports unknown tags, since a misspelt tag holds nobody back. `all` are the campaigns of the workspace. */
export function checkTagNames(
  campaigns: readonly Campaign[],
  all: readonly Campaign[],
  { caps, locate }: { readonly caps: readonly Cap[]; readonly locate: Locate },
): readonly Diagnostic[] {
  const tags = [...new Set(all.flatMap((campaign) => campaign.tags))];
  const inPolicy = tagsOfCaps(caps, (index) => locate(['policy', 'caps', index, 'tag']));
  const inCampaigns = campaigns.flatMap((campaign) => [
    ...tagsOfCaps(campaign.caps, (index) => locateIn(campaign, ['caps', index, 'tag'])),
    ...campaign.excludeRecent.flatMap(({ tag, index }) =>
      tag === undefined ? [] : [{ tag, at: locateIn(campaign, ['exclude', index, 'tag']) }],
    ),
  ]);
  return [...inPolicy, ...inCampaigns]
    .filter(({ tag }) => !tags.includes(tag))
    .map(({ tag, at }) => {
      const nearest = findNearest(tag, tags);
      const help =
        nearest === undefined ? 'Add it to a campaign, or remove it.' : `Did you mean ${JSON.stringify(nearest)}?`;
      return warningAt(at, 'PP176', `no campaign of the workspace has the tag ${JSON.stringify(tag)}`, help);
    });
}

function tagsOfCaps(caps: readonly Cap[], locate: (index: number) => Position): readonly NamedTag[] {
  return caps.flatMap(({ tag }, index) => (tag === undefined ? [] : [{ tag, at: locate(index) }]));
}
