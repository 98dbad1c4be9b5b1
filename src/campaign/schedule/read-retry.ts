// Reads the rules for retrying refusals. The schema has checked them.
import { parseDuration } from './parse-duration.ts';
import type { RetryRule, RetryRules } from './retry-rules.ts';

export function readRetry(written: Readonly<Record<string, string>>): RetryRules {
  return Object.fromEntries(Object.entries(written).map(([reason, rule]) => [reason, readRule(rule)]));
}

function readRule(written: string): RetryRule {
  if (written === 'manual' || written === 'never') return written;
  const time = parseDuration(written);
  if (time === undefined) throw new Error('an invalid time was reported before');
  return time;
}

/** Returns the rule as people write it. */
export function showRetry(rule: RetryRule): string {
  if (typeof rule !== 'number') return rule;
  const day = 86_400_000;
  if (rule % day === 0) return `${rule / day}d`;
  return rule % 3_600_000 === 0 ? `${rule / 3_600_000}h` : `${rule / 60_000}m`;
}
