// What is known of the people of a campaign by one cap or exclusion, in words that text and Markdown share.
import type { OftenForecast } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';

/** "1,120 got what it counts, 96 are left out"; of a cap that defers also how many are put off. */
export function describeOften({ met, full, put_off: putOff }: OftenForecast): string {
  const deferred = putOff === undefined ? '' : `${countOf(putOff, 'is', 'are')} put off, `;
  return `${formatCount(met)} got what it counts, ${deferred}${countOf(full, 'is', 'are')} left out`;
}
