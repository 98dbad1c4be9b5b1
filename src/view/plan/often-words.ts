// Describes how many people of a campaign one cap or exclusion concerns, in words that text, Markdown and HTML share.
import type { OftenForecast } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';

/** Formats "1,120 got what it counts, 96 are left out". For a cap that defers it also says how many are deferred. */
export function describeOften({ met, full, put_off: putOff }: OftenForecast): string {
  const deferred = putOff === undefined ? '' : `${countOf(putOff, 'is', 'are')} put off, `;
  return `${formatCount(met)} got what it counts, ${deferred}${countOf(full, 'is', 'are')} left out`;
}

/** Whether the rule concerns anybody. */
export function isMet({ met, full }: OftenForecast): boolean {
  return met + full > 0;
}

export const unseenSends = "Sends from the vendor's panel are not seen.";
