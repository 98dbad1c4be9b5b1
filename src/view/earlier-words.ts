// The sentence about those who had a text before their last one: an older job that is run again, or a revert, sends it to nobody.
import { formatCount } from '../numbers.ts';

/** Undefined where there are none. */
export function describeEarlier(count: number): string | undefined {
  if (count === 0) return undefined;
  const who =
    count === 1 ? 'was sent this very text before the last one' : 'were sent this very text before their last one';
  return `${formatCount(count)} of those settled ${who}: it is not sent to them again.`;
}
