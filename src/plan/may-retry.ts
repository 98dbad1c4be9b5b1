// Whether a refusal may be tried again.
import { retryRuleOf, type RetryRules } from '../campaign/schedule/retry-rules.ts';

/** The newest sending of a key was refused. */
export interface PastRefusal {
  readonly reason: string;
  /** When it was, milliseconds since 1970. */
  readonly at: number;
  /** Somebody said that it may be tried again. */
  readonly isOpened: boolean;
  /** Short digests of what this key has got before: none of these texts is sent again. */
  readonly got: readonly string[];
}

export function mayRetry(refusal: PastRefusal, rules: RetryRules, now: number): 'now' | 'later' | 'no' {
  const rule = retryRuleOf(rules, refusal.reason);
  if (rule === 'never') return 'no';
  if (refusal.isOpened) return 'now';
  if (rule === 'manual') return 'no';
  return now >= refusal.at + rule ? 'now' : 'later';
}
