// Decides whether a refused notification may be tried again.
import { retryRuleOf, type RetryRules } from '../campaign/schedule/retry-rules.ts';

/** The newest send of a key, which was refused. */
export interface PastRefusal {
  readonly reason: string;
  /** When it was refused, in milliseconds since 1970. */
  readonly at: number;
  /** Whether somebody allowed another try. */
  readonly isOpened: boolean;
  /** The short digests of what this key has already received. None of these texts is sent again. */
  readonly got: readonly string[];
}

export function mayRetry(refusal: PastRefusal, rules: RetryRules, now: number): 'now' | 'later' | 'no' {
  const rule = retryRuleOf(rules, refusal.reason);
  if (rule === 'never') return 'no';
  if (refusal.isOpened) return 'now';
  if (rule === 'manual') return 'no';
  return now >= refusal.at + rule ? 'now' : 'later';
}
