// Describes the arms of a test, and what so many people can show.
import type { ArmPlan, PowerPlan } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';

/** Formats "A: 877 to send, camp_id 501". `show` makes the name safe for the output. */
export function describeArm(
  { name, camp_id: campId, send, deferred }: ArmPlan,
  show: (text: string) => string,
): string {
  const later = deferred === 0 ? '' : `, ${formatCount(deferred)} later`;
  return `${show(name)}: ${formatCount(send)} to send${later}, camp_id ${campId}`;
}

/** Also says where the result will be found, since pushplan reads no statistics. */
export function describePower(
  { metric, people, needed, shows_pp: shows }: PowerPlan,
  show: (text: string) => string,
): string {
  const found = shows === null ? 'no difference' : `a difference of ${shows}pp or more`;
  const shown = `${people === 1 ? 'shows' : 'show'} ${found}`;
  return `${show(metric)}: ${countOf(people, 'person', 'people')} in the smallest arm ${shown}; the effect asked for needs ${formatCount(needed)}. The vendor's panel shows ${show(metric)} for each camp_id`;
}
