// Another notification key than in the base: whoever was sent to under the former one counts as somebody new.
import type { Campaign } from '../campaign/campaign.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Comparison } from '../generated/plan.ts';

/** A warning, since a second push may be meant. Nothing where the two make the same keys after all. */
export function warnOfKey(
  here: Campaign,
  base: Campaign,
  { joins, leaves, stays }: Comparison,
  ref: string,
): readonly Diagnostic[] {
  if (keyOf(here) === keyOf(base) || joins === 0 || leaves === 0) return [];
  const path = here.key === undefined ? ['notification', 'identifiers'] : ['key'];
  const who = stays === 0 ? 'everybody' : 'whoever joins';
  const message = `the key is another one than in ${ref}, so ${who} counts as never sent to: those who were would be sent to again`;
  const help = 'Put the former key back, unless a second push is meant.';
  return [warningAt(here.locate(path), 'PP166', message, help)];
}

/** By default the identifiers, in whatever order they are written. */
function keyOf({ key, notification: { identifiers } }: Campaign): string {
  return key ?? JSON.stringify(Object.entries(identifiers).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
