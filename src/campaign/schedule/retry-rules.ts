// The rules for when a refusal may be retried: after a time, when a person decides so, or never.

/** A number is a time in milliseconds. */
export type RetryRule = number | 'manual' | 'never';

/** Rules by the reason of the refusal. */
export type RetryRules = Readonly<Record<string, RetryRule>>;

const aDay = 86_400_000;

/** The default rules. */
export const usualRetry: RetryRules = {
  UserGloballyCapped: aDay,
  UserGloballyCappedForInapp: aDay,
  InvalidCertificate: 'manual',
  NoUserFound: 'manual',
  Unregistered: 'never',
  OptOut: 'never',
};

/** Returns the rule for a reason. For an unknown reason, a person decides. */
export function retryRuleOf(rules: RetryRules, reason: string): RetryRule {
  return Object.hasOwn(rules, reason) ? (rules[reason] ?? 'manual') : 'manual';
}

/** Returns `rules`, with those rules of `own` that are slower. */
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
