// Checks that all campaigns draw the workspace's holdout by the same kind of identifier. Otherwise it holds out different people.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { PolicyHoldout } from '../assignment.ts';
import type { Campaign } from '../campaign.ts';
import { decidingKind, identifierKind } from '../identifier-kind.ts';
import { sharedOf } from '../layers/variants.ts';
import { locateIn } from '../yaml/places.ts';

/** Returns a warning for each campaign that draws by another kind than the first one. */
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

/** Returns the kind that decides for a person who has all identifiers. */
function kindOf(campaign: Campaign): string {
  const named = Object.keys(sharedOf(campaign).identifiers).map(identifierKind);
  return campaign.assignment?.assignBy ?? decidingKind(named) ?? 'nothing';
}
