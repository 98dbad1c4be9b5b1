// Describes a list of people who are left out, in words that text and Markdown share.
import type { ListPlan } from '../../generated/plan.ts';
import { spellDuration } from '../duration.ts';
import { countOf } from '../../numbers.ts';

/** Formats "1,200 entries". */
export function entriesOf({ entries }: ListPlan): string {
  return countOf(entries, 'entry', 'entries');
}

/** Formats "2 days old", or says that the age is unknown. */
export function ageOf({ age }: ListPlan): string {
  return age === null ? 'of unknown age' : `${spellDuration(age)} old`;
}
