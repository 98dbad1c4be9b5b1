// The end of a step: what became of its people decides whether the run goes on, and the campaign says how.
import type { RolloutStep } from '../../campaign/schedule/rollout.ts';
import type { AbortLimit } from '../../campaign/campaign.ts';
import type { CampaignTotals } from '../ledger.ts';
import type { RolloutStanding } from './rollout-standing.ts';

/** Answers that say something of a step: of fewer, a share is chance. */
export const enoughAnswers = 20;

export type StepVerdict =
  | { readonly kind: 'good' }
  /** Nothing can be said of it, though the campaign says what must not happen. */
  | { readonly kind: 'too_few'; readonly answers: number }
  | { readonly kind: 'excess'; readonly limit: AbortLimit; readonly count: number; readonly answers: number };

/** Nobody is judged whose fate is unknown. */
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
 * How long is waited before the next step that has people: undefined for not at all, null until somebody ends it. Where steps between
 * have nobody, all pauses on the way count; before the first person there is nothing to wait for.
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
