// Lists the rules of the policy that tags can lift, with the names that the guard of tags uses.
import type { Cap, Rest } from '../../campaign/campaign.ts';
import { showAge } from '../../campaign/limit.ts';
import type { TaggedRule } from './guard-tags.ts';

type Excepting = Pick<TaggedRule, 'exceptTags'>;

export interface TaggedPolicy {
  readonly caps: readonly Cap[];
  readonly rest?: Rest;
  readonly holdout?: Excepting;
  readonly quietHours?: readonly Excepting[];
  readonly blackouts?: readonly (Excepting & { readonly because: string })[];
}

export function rulesByTags(policy: TaggedPolicy): readonly TaggedRule[] {
  const { caps, rest, holdout, quietHours = [], blackouts = [] } = policy;
  return [
    ...caps.map(({ tag, max, within, exceptTags }) => ({
      name: `the cap of ${max} in ${showAge(within)}`,
      ...(tag === undefined ? {} : { tags: [tag] }),
      exceptTags,
    })),
    ...(rest === undefined ? [] : [{ name: 'policy.rest', exceptTags: rest.exceptTags }]),
    ...(holdout === undefined ? [] : [{ name: 'policy.holdout', exceptTags: holdout.exceptTags }]),
    ...quietHours.map(({ exceptTags }) => ({ name: 'policy.quiet_hours', exceptTags })),
    ...blackouts.map(({ because, exceptTags }) => ({ name: `the blackout "${because}"`, exceptTags })),
  ];
}
