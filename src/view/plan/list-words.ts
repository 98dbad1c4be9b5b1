// A list of people who are left out, in words that text and Markdown share.
import type { ListPlan } from '../../generated/plan.ts';
import { spellDuration } from '../duration.ts';
import { countOf } from '../../numbers.ts';

/** "1,200 entries". */
export function entriesOf({ entries }: ListPlan): string {
  return countOf(entries, 'entry', 'entries');
}

/** "2 days old", where somebody knows. */
export function ageOf({ age }: ListPlan): string {
  return age === null ? 'of unknown age' : `${spellDuration(age)} old`;
}
