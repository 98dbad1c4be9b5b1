// When a refusal may be tried again: after a time, when somebody says so, or never.

/** A time is in milliseconds. */
export type RetryRule = number | 'manual' | 'never';

/** By the reason of the refusal. */
export type RetryRules = Readonly<Record<string, RetryRule>>;

const aDay = 86_400_000;

/** Where nothing else is written. */
export const usualRetry: RetryRules = {
  UserGloballyCapped: aDay,
  UserGloballyCappedForInapp: aDay,
  InvalidCertificate: 'manual',
  NoUserFound: 'manual',
  Unregistered: 'never',
  OptOut: 'never',
};

/** For a reason that is not known yet, a person decides. */
export function retryRuleOf(rules: RetryRules, reason: string): RetryRule {
  return Object.hasOwn(rules, reason) ? (rules[reason] ?? 'manual') : 'manual';
}

/** The rules of `rules`, with those of `own` that are slower. */
export function slowerRetry(rules: RetryRules, own: RetryRules): RetryRules {
  const slower = Object.entries(own).filter(([reason, rule]) => isSlower(rule, retryRuleOf(rules, reason)));
  return { ...rules, ...Object.fromEntries(slower) };
}

export function isSlower(one: RetryRule, other: RetryRule): boolean {
  return slownessOf(one) > slownessOf(other);
}

function slownessOf(rule: RetryRule): number {
  if (typeof rule === 'number') return rule;
  return rule === 'manual' ? Number.MAX_SAFE_INTEGER : Number.POSITIVE_INFINITY;
}
