// Judges the end of a step: the outcomes of its people decide by the campaign's limits whether the run continues.
import type { RolloutStep } from '../../campaign/schedule/rollout.ts';
import type { AbortLimit } from '../../campaign/campaign.ts';
import type { CampaignTotals } from '../ledger.ts';
import type { RolloutStanding } from './rollout-standing.ts';

/** The number of answers needed to judge a step: of fewer, a share is chance. */
export const enoughAnswers = 20;

export type StepVerdict =
  | { readonly kind: 'good' }
  /** There are too few answers to judge the step by the campaign's limits. */
  | { readonly kind: 'too_few'; readonly answers: number }
  | { readonly kind: 'excess'; readonly limit: AbortLimit; readonly count: number; readonly answers: number };

/** Judges a step by its answers. Notifications whose outcome is unknown do not count. */
export function judgeStep(
  limits: readonly AbortLimit[],
  { buckets, refused }: Pick<CampaignTotals, 'buckets' | 'refused'>,
): StepVerdict {
  const answers = buckets.accepted + buckets.refused + buckets.rejected;
  if (limits.length === 0) return { kind: 'good' };
  if (answers < enoughAnswers) return { kind: 'too_few', answers };
  const counts: Readonly<Record<string, number>> = {
    ...refused,
    refused: buckets.refused,
    rejected: buckets.rejected,
  };
  for (const limit of limits) {
    const count = counts[limit.of] ?? 0;
    const most = limit.limit.kind === 'count' ? limit.limit.count : limit.limit.share * answers;
    if (count > most) return { kind: 'excess', limit, count, answers };
  }
  return { kind: 'good' };
}

/**
 * Returns the pause before the next step that has people, in milliseconds: undefined for none, null until somebody ends it. If steps
 * in between have nobody, their pauses count too. Before the first person there is no pause.
 */
export function pauseAfter(
  steps: readonly RolloutStep[],
  { step, next, planned }: Pick<RolloutStanding, 'step' | 'planned'> & { readonly next: number },
): RolloutStep['pause'] {
  if (planned[step] === 0) return undefined;
  const pauses = steps.slice(step, next).flatMap(({ pause }) => (pause === undefined ? [] : [pause]));
  if (pauses.includes(null)) return null;
  return pauses.length === 0 ? undefined : pauses.reduce((sum: number, pause) => sum + (pause ?? 0), 0);
}
