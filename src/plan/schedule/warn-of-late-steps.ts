// Warns of a rollout that takes longer than start_deadline allows. People who are too late when their step begins get nothing, and the plan counts
// them.
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { countOf, formatMinute } from '../../numbers.ts';
import type { StepTimes } from '../rollout-counts.ts';

/**
 * Returns PP387 for each step that begins too late for some of its people. `now` is in milliseconds since 1970. Counts only people who are certain to
 * be late: it assumes that sending takes no time, that a pause which somebody has to end is over at once, and that each deadline counts from the
 * person's due time.
 */
export function warnOfLateSteps(
  campaign: Campaign,
  steps: readonly StepTimes[] | undefined,
  now: number,
): readonly Diagnostic[] {
  const { schedule, assignment } = campaign;
  const deadline = schedule?.deadline;
  if (steps === undefined || deadline === undefined) return [];
  const place = locateIn(campaign, ['rollout']);
  const waits = steps.some(({ deferred }) => deferred.length > 0) ? ' in a run that waits (--wait, --detach)' : '';
  const help = 'Give a longer start_deadline or shorter pauses, or leave out the rollout.';
  return countLate(steps, { now, deadline, pauses: assignment?.rollout?.map(({ pause }) => pause ?? 0) ?? [] }).flatMap(
    ({ begins, late }, step) => {
      if (late === 0) return [];
      const message = `step ${step + 1} of the rollout begins at ${formatMinute(begins)} at the earliest${waits}; by then start_deadline is over for ${countOf(late, 'person', 'people')} of it, who would get nothing`;
      return [warningAt(place, 'PP387', message, help)];
    },
  );
}

interface Terms {
  readonly now: number;
  readonly deadline: number;
  readonly pauses: readonly number[];
}

function countLate(steps: readonly StepTimes[], { now, deadline, pauses }: Terms) {
  let [begins, hasBegun] = [now, false];
  return steps.map(({ sent, deferred }, step) => {
    // There is no pause before the first person.
    if (hasBegun) begins += pauses[step - 1] ?? 0;
    const start = begins;
    const all = [{ due: now, count: sent }, ...deferred];
    const late = all.reduce((sum, { due, count }) => (due + deadline < start ? sum + count : sum), 0);
    begins = Math.max(start, deferred.at(-1)?.due ?? 0);
    hasBegun ||= all.some(({ count }) => count > 0);
    return { begins: start, late };
  });
}
