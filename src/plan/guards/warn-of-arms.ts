// Warns about arms that changed during a test: an arm with new texts mixes results of two texts, and an arm with another camp_id has its results in
// two places.
import { countOf } from '../../numbers.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { ArmPlan, Change } from '../../generated/plan.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import { isArmEdited } from '../compare/edited-arms.ts';

/** `changes` are the changes against the base. Without a base, nothing is reported. */
export function warnOfEditedArms(
  campaign: Campaign,
  changes: readonly Change[],
  partials: Partials,
  arms: readonly ArmPlan[] = [],
): readonly Diagnostic[] {
  return arms.flatMap(({ name, camp_id: campId, recorded = 0 }, index) => {
    if (recorded === 0) return [];
    const renumbered = changes.find(
      ({ path, before }) => path === `variants.${name}.camp_id` && before !== null && before !== campId,
    );
    if (renumbered !== undefined) {
      const people = countOf(recorded, 'person was', 'people were');
      const message = `arm ${name} has another camp_id in the middle of its test: ${people} sent it under ${renumbered.before}`;
      const help = `The vendor's panel then shows the arm in two parts. Put ${renumbered.before} back, or make it a new test, with its own id and camp_ids.`;
      return [warningAt(locateIn(campaign, ['variants', index, 'camp_id']), 'PP397', message, help)];
    }
    if (!changes.some((change) => isArmEdited(campaign, [index, name], change, partials))) return [];
    const people = countOf(recorded, 'person was', 'people were');
    const message = `arm ${name} has changed in the middle of its test: ${people} sent its earlier texts`;
    const help = `What the vendor's panel shows under camp_id ${campId} then mixes both. Make it a new test, with its own id and camp_ids.`;
    return [warningAt(locateIn(campaign, ['variants', index, 'notification']), 'PP397', message, help)];
  });
}
