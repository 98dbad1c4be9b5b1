// The help of a finding about a name that is not known: the nearest one that is, else what there is.
import { findNearest } from '../../campaign/find-nearest.ts';

const mostListed = 12;

/** `what` is the plural of what is named: "Columns". */
export function suggestName(written: string, known: readonly string[], what: string): string {
  const nearest = findNearest(written, known);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  if (known.length === 0) return `${what}: none.`;
  const more = known.length > mostListed ? ` and ${known.length - mostListed} more` : '';
  return `${what}: ${known.slice(0, mostListed).join(', ')}${more}.`;
}
