// The workspace's holdout over campaigns that know people by different identifiers: it holds out different people.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { PolicyHoldout } from '../assignment.ts';
import type { Campaign } from '../campaign.ts';
import { decidingKind, identifierKind } from '../identifier-kind.ts';
import { sharedOf } from '../layers/variants.ts';
import { locateIn } from '../yaml/places.ts';

/** Each campaign that draws by another kind than the first one does. */
export function checkHoldoutKinds(
  campaigns: readonly Campaign[],
  holdout: PolicyHoldout | undefined,
): readonly Diagnostic[] {
  if (holdout === undefined) return [];
  const [first, ...others] = campaigns.filter(({ tags }) => !tags.some((tag) => holdout.exceptTags.includes(tag)));
  if (first === undefined) return [];
  return others.flatMap((campaign) => {
    const [here, there] = [kindOf(campaign), kindOf(first)];
    if (here === there) return [];
    const message = `policy.holdout is drawn by ${here} here, and by ${there} in ${first.file}: a person may be held out of one and get the other`;
    const help = 'Identify people in the same way in all campaigns, or name it with assign_by.';
    return [warningAt(locateIn(campaign, ['notification', 'identifiers']), 'PP398', message, help)];
  });
}

/** That which decides for somebody who has all of them. */
function kindOf(campaign: Campaign): string {
  const named = Object.keys(sharedOf(campaign).identifiers).map(identifierKind);
  return campaign.assignment?.assignBy ?? decidingKind(named) ?? 'nothing';
}
