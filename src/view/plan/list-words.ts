// Describes a list of people who are left out, in words that text, Markdown and HTML share.
import type { ListPlan } from '../../generated/plan.ts';
import { spellDuration } from '../duration.ts';
import { countOf } from '../../numbers.ts';

/** Formats "1,200 entries". */
function entriesOf({ entries }: ListPlan): string {
  return countOf(entries, 'entry', 'entries');
}

/** Formats "2 days old", or says that the age is unknown. */
export function ageOf({ age }: ListPlan): string {
  return age === null ? 'of unknown age' : `${spellDuration(age)} old`;
}

/** Formats what follows the name: "removes 3 rows; it has 1,200 entries and is 2 days old". */
export function describeList(list: ListPlan): string {
  return `removes ${countOf(list.removed, 'row')}; it has ${entriesOf(list)} and is ${ageOf(list)}`;
}
