// The sentence about people who got this text before their last one. An older job that runs again, or a revert, does not send it to them again.
import { formatCount } from '../numbers.ts';

/** Returns undefined if there are none. */
export function describeEarlier(count: number): string | undefined {
  if (count === 0) return undefined;
  const who =
    count === 1 ? 'was sent this very text before the last one' : 'were sent this very text before their last one';
  return `${formatCount(count)} of those settled ${who}: it is not sent to them again.`;
}
