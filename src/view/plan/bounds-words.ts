// Formats the bounds of a column: "price 1.30 to 899, median 49.90".
import type { ColumnBounds } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { shortenText } from '../shorten-text.ts';

const longestName = 80;
/** Numbers outside of these bounds are shown with an exponent, since nobody reads all their digits. */
const [tiniest, largest] = [1e-6, 1e15];

let broken: Intl.NumberFormat | undefined;

/** `safe` makes the column's name safe for the output. */
export function describeBounds(
  { column, kind, exact, ...bounds }: ColumnBounds,
  safe: (text: string) => string,
): string {
  const [least, middle, greatest] = [bounds.least, bounds.middle, bounds.greatest].map(showBound);
  const name = safe(shortenText(column, longestName));
  const isOne = least === greatest;
  const range = `${name} ${least} to ${greatest}`;
  if (exact) return isOne ? `${name} always ${least}` : `${range}, median ${middle}`;
  // A year alone already tells that the date is rounded.
  if (kind === 'date') return isOne ? `${name} in ${least}` : range;
  return isOne ? `${name} always ${least}` : `${range}, rounded outwards`;
}

function showBound(bound: number | string | null): string {
  if (typeof bound !== 'number') return bound ?? '';
  const size = Math.abs(bound);
  if (size !== 0 && (size < tiniest || size >= largest)) return String(bound);
  if (Number.isInteger(bound)) return formatCount(bound);
  broken ??= new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 20 });
  return broken.format(bound);
}
