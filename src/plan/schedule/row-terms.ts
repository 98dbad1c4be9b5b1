// What decides when a campaign's rows are sent to, and when again: its own terms with those of the policy, at the moment of the plan.
import type { Campaign } from '../../campaign/campaign.ts';
import { slowerRetry, usualRetry, type RetryRules } from '../../campaign/retry-rules.ts';
import type { AgainRules } from '../decide.ts';
import type { Selector } from '../selection/selection.ts';
import { keepTimes } from './keep-times.ts';
import { sendingTimesOf, type SendingTimes, type SilentTimes } from './sending-times.ts';

/** What of a policy is about time. */
export interface TimePolicy extends SilentTimes {
  readonly retry?: RetryRules;
}

/** Plain data. */
export interface RowTerms {
  readonly rules: AgainRules;
  readonly times: SendingTimes | undefined;
}

/** `now` is in milliseconds since 1970. */
export function rowTermsOf(
  campaign: Pick<Campaign, 'schedule' | 'tags' | 'resend' | 'retry'>,
  policy: TimePolicy,
  now: number,
): RowTerms {
  const retry = slowerRetry(policy.retry ?? usualRetry, campaign.retry ?? {});
  return { rules: { resend: campaign.resend, retry, now }, times: sendingTimesOf(campaign, policy) };
}

/** None where it may send at any time. */
export function timeSelectorsOf({ times, rules }: RowTerms): readonly Selector[] {
  return times === undefined ? [] : [keepTimes(times, rules.now)];
}
