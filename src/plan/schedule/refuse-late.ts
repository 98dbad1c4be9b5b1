// Refuses a plan that comes too late for everybody, so that its author notices.
import { countOf } from '../../numbers.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { PlannedCampaign } from '../assemble-plan.ts';
import { recipientsOf } from '../guards/guard-measure.ts';

/** Returns PP380 if nobody gets anything or got it before, and somebody is too late. */
export function refuseLate(planned: readonly PlannedCampaign[]): readonly Diagnostic[] {
  const isReached = planned.some(
    ({ result: { counts } }) => recipientsOf(counts) + counts.settled + counts.in_doubt > 0,
  );
  if (isReached) return [];
  return planned.flatMap(({ campaign, result: { counts } }) => {
    const { late = 0 } = counts.removed;
    if (late === 0) return [];
    const message = `${campaign.id} is too late for ${countOf(late, 'recipient')}, and there are no other recipients`;
    const help = 'Nothing is sent. If these people should still get it, set another time or a longer start_deadline.';
    return [errorAt(locateIn(campaign, ['schedule']), 'PP380', message, help)];
  });
}
