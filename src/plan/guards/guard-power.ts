// The guard against a test with too few people to show the effect it is meant to measure.
import { countOf, formatCount } from '../../numbers.ts';
import type { Experiment } from '../../campaign/assignment.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { PowerPlan } from '../../generated/plan.ts';
import { neededPeople, shownEffect } from '../power.ts';
import { originInCampaign, type Facts, type Measure } from './guard-measure.ts';

/** Undefined if the campaign has no experiment. `armPeople` are the numbers of people in each arm. */
export function powerOf(
  { assignment }: Pick<Campaign, 'assignment'>,
  armPeople: readonly number[],
): PowerPlan | undefined {
  const experiment = assignment?.experiment;
  if (experiment === undefined || armPeople.length === 0) return undefined;
  const { metric, baseline, smallestEffect } = experiment;
  const people = Math.min(...armPeople);
  const shows = shownEffect(baseline, people);
  const needed = neededPeople(baseline, smallestEffect);
  return { metric, people, needed, shows_pp: shows === undefined ? null : Math.round(shows * 10_000) / 100 };
}

export function measurePower(campaign: Campaign, { armPeople = [] }: Facts): readonly Measure[] {
  const experiment = campaign.assignment?.experiment;
  const power = powerOf(campaign, armPeople);
  // If nobody is planned, there is nothing to test.
  if (experiment === undefined || power === undefined || Math.max(...armPeople) === 0) return [];
  const { people, needed } = power;
  const message = `${campaign.id} has ${countOf(people, 'person', 'people')} in its smallest arm, and ${describeEffect(experiment)} needs ${formatCount(needed)} in each`;
  return [
    {
      guard: 'experiment',
      value: String(people),
      limit: experiment.allowUnderpowered ? 'allowed' : `at least ${needed}`,
      passed: experiment.allowUnderpowered || people >= needed,
      origin: originInCampaign(campaign, ['experiment']),
      refusal: {
        code: 'PP390',
        message: `${message}; ${describeShown(power)}`,
        help: 'Test fewer arms, more people or a larger effect, or write allow_underpowered: true if no result is needed.',
      },
    },
  ];
}

function describeEffect({ metric, baseline, smallestEffect }: Experiment): string {
  return `a difference of ${percentOf(smallestEffect)}pp in ${metric} (from ${percentOf(baseline)}%)`;
}

function describeShown({ shows_pp: shows }: PowerPlan): string {
  return shows === null ? 'so few show no difference at all' : `so many show ${shows}pp or more`;
}

function percentOf(share: number): number {
  return Math.round(share * 100_000) / 1_000;
}
