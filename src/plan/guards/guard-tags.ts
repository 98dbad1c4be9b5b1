// The guard of tags: adding or removing a tag can lift a list or a rule of the policy, so that people get what they must not get, or at a wrong time.
import type { Campaign } from '../../campaign/campaign.ts';
import { originInCampaign, type Facts, type Measure, type TagChange } from './guard-measure.ts';

/** A list or a rule of the policy, reduced to the tags that decide whether it applies. */
export interface TaggedRule {
  /** Continues after "excepted from" and "named by". */
  readonly name: string;
  /** It applies to campaigns with one of these tags. If absent, it applies to all. */
  readonly tags?: readonly string[];
  /** It does not apply to campaigns with one of these tags. */
  readonly exceptTags: readonly string[];
}

/** `former` are the tags of the campaign in the base. Empty if the campaign is new. */
export function findTagChanges(
  tags: readonly string[],
  former: readonly string[],
  lists: readonly TaggedRule[],
): readonly TagChange[] {
  const namesOf = (has: (list: TaggedRule) => boolean): readonly string[] => lists.filter(has).map(({ name }) => name);
  const added = tags.filter((tag) => !former.includes(tag));
  const dropped = former.filter((tag) => !tags.includes(tag));
  return [
    ...added.map((tag) => ({ change: 'adds' as const, tag, lists: namesOf((list) => list.exceptTags.includes(tag)) })),
    ...dropped.map((tag) => {
      return { change: 'drops' as const, tag, lists: namesOf((list) => list.tags?.includes(tag) === true) };
    }),
  ].filter((change) => change.lists.length > 0);
}

/** Blocks even if nobody would be sent to now, because the tags stay and the audience may grow. */
export function measureTags(campaign: Campaign, { tagChanges, allowed }: Facts): readonly Measure[] {
  const isAllowed = allowed.includes('tags');
  return tagChanges.map(({ change, tag, lists }) => ({
    guard: 'tags',
    value: `${change} ${tag}: ${change === 'adds' ? 'excepted from' : 'named by'} ${lists.join(', ')}`,
    limit: isAllowed ? 'allowed' : 'none',
    passed: isAllowed,
    origin: originInCampaign(campaign, ['tags']),
    refusal: {
      code: 'PP353',
      message: `${campaign.id} ${change} the tag ${tag}, so that ${lists.join(', ')} may no longer hold for it: people who must not get it could get it, or at a wrong time`,
      help: 'Put the tags back. If they are right, add --allow tags to plan and apply (a pull request: the label allow-tags).',
    },
  }));
}
