// Describes the steps of a rollout in a plan, in words that text, Markdown and HTML share.
import type { StepPlan } from '../../generated/plan.ts';
import { formatDuration, spellDuration } from '../duration.ts';
import { countOf, formatCount } from '../../numbers.ts';

/** Formats "to 1%, 18 people in 2 requests, about 1 s; then a pause of 10 minutes". */
export function describePlanStep(step: StepPlan): string {
  const { share, send, deferred, requests, eta_seconds: seconds } = step;
  const effort = send === 0 ? '' : ` in ${countOf(requests, 'request')}, about ${formatDuration(seconds)}`;
  const later = deferred === 0 ? '' : `, ${formatCount(deferred)} later`;
  const pause = describePause(step);
  return `to ${share}%, ${countOf(send, 'person', 'people')}${effort}${later}${pause === '' ? '' : `; then ${pause}`}`;
}

/** Returns an empty text after the last step. */
export function describePause({ pause }: Pick<StepPlan, 'pause'>): string {
  if (pause === null) return '';
  if (pause === 'manual') return 'a pause until somebody ends it';
  const unit = { s: 1, m: 60, h: 3_600, d: 86_400 }[pause.slice(-1)] ?? 1;
  return `a pause of ${spellDuration(Number(pause.slice(0, -1)) * unit)}`;
}
