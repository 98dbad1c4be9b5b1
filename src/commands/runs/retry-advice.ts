// Lists the refusals of a run that may be tried again by a person's decision, as the commands that do it.
import { retryRuleOf, type RetryRules } from '../../campaign/schedule/retry-rules.ts';
import type { Run } from '../../generated/run.ts';

/** `least` is the share of what was settled from which a reason is worth a line. */
export function adviseRetry(run: Run, rules: RetryRules, least: number): string[] {
  const { state, totals, refused, opened_refusals: opened = {}, environment } = run;
  if (state === 'running' || state === 'loading' || state === 'paused') return [];
  const settled = totals.accepted + totals.refused + totals.rejected;
  return Object.entries(refused)
    .filter(([reason, count]) => count > (opened[reason] ?? 0) && count >= settled * least)
    .filter(([reason]) => retryRuleOf(rules, reason) === 'manual')
    .map(([reason]) => `pushplan retry ${run.run} --env ${environment} --only ${reason} --reason TEXT`);
}
