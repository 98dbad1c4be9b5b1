// Formats the samples of one campaign as text: all of them, or only the first if the plan has several campaigns.
import type { CampaignPlan } from '../../generated/plan.ts';
import { countOf } from '../../numbers.ts';
import { formatCompactSample, formatSample } from './sample-card.ts';
import type { Layout } from '../style.ts';

export function formatSamples({ samples }: CampaignPlan, layout: Layout, isFolded: boolean): string[] {
  const [first, ...others] = samples;
  if (first === undefined) return [];
  if (!isFolded) return samples.flatMap((sample) => ['', ...formatSample(sample, layout)]);
  const more = others.length === 0 ? '' : `${countOf(others.length, 'more sample')}: plan this file alone`;
  return ['', ...formatCompactSample(first, layout, more)];
}
