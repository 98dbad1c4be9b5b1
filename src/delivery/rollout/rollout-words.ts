// The messages about a rollout under way: where it is, what its pauses wait for, and why it stops.
import { countOf, formatCount, formatEnd } from '../../numbers.ts';
import { showLimit, showShare } from '../../campaign/limit.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Stop } from '../stopping/halt.ts';
import { nameRun, type NamedRun } from '../name-run.ts';
import { enoughAnswers, type StepVerdict } from './judge-step.ts';
import type { RolloutStanding } from './rollout-standing.ts';

/** Returns "step 2 of 3 (to 10%)". */
function nameStep({ steps, step }: Pick<RolloutStanding, 'steps' | 'step'>): string {
  return `step ${step + 1} of ${steps.length} (to ${showShare(steps[step]?.upTo ?? 1)})`;
}

/** Returns "until somebody ends it", or the time. */
function describeUntil({ until }: Pick<RolloutStanding, 'until'>): string {
  return until === null ? 'until somebody ends it' : `until ${formatEnd(until)}`;
}

/** Returns the reason for the run: "paused after step 1 of 3 (to 1%) of wishlist-sale, until somebody ends it". */
export function describePauses(paused: readonly RolloutStanding[]): string {
  const each = paused.map((one) => `after ${nameStep(one)} of ${one.terms.id}, ${describeUntil(one)}`);
  return `paused ${each.join('; ')}`;
}

/** Returns the stop at a pause. The run keeps its state and continues later. `why` is from `describePauses`. */
export function pausedBetween(run: NamedRun, why: string): Stop & { readonly kind: 'halted' } {
  const help = `The rest waits there. To end the pause: pushplan resume ${nameRun(run)} --step. Once it is over: pushplan resume ${nameRun(run)}`;
  return { kind: 'halted', why, diagnostic: warningAt(undefined, 'PP431', `Run ${run.id} is ${why}.`, help) };
}

export function tooFewAnswers({ terms, ...standing }: RolloutStanding, answers: number): Diagnostic {
  const message = `${terms.id}: ${nameStep(standing)} had ${countOf(answers, 'answer')}, and abort_if is checked from ${enoughAnswers} on: the rollout continued without this check`;
  const help = 'Give the step a larger share, or a pause: manual after it, and check before the next one.';
  return { ...warningAt(undefined, 'PP432', message, help), file: terms.file };
}

export function stepAboveAbortIf(
  run: NamedRun,
  { terms, ...standing }: RolloutStanding,
  { limit: { of, limit, by }, count, answers }: Extract<StepVerdict, { kind: 'excess' }>,
): Stop {
  const what = of === 'refused' || of === 'rejected' ? of : `refused (${of})`;
  const why = `${formatCount(count)} of ${formatCount(answers)} in ${nameStep(standing)} of ${terms.id} ${count === 1 ? 'was' : 'were'} ${what}, and abort_if.${of} is ${showLimit(limit)}${by === undefined ? '' : `, which comes from ${by}`}`;
  const help = `Check the audience. To continue with the next step anyway: pushplan resume ${nameRun(run)}, with --step if a pause follows this one`;
  const diagnostic = { ...errorAt(undefined, 'PP421', `Run ${run.id} stopped: ${why}.`, help), file: terms.file };
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}
