// What is known of the people of a campaign by one cap or exclusion, in words that text and Markdown share.
import type { OftenForecast } from '../../generated/plan.ts';
import { formatCount } from '../numbers.ts';

/** "1,120 got what it counts, 96 of them are left out". */
export function describeOften({ met, full }: OftenForecast): string {
  return `${formatCount(met)} got what it counts, ${formatCount(full)} ${full === 1 ? 'is' : 'are'} left out`;
}
