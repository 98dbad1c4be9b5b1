// The terms that decide when the rows of a campaign are sent to, and when again: its own settings and those of the policy, at the moment of the plan.
import type { Campaign } from '../../campaign/campaign.ts';
import { slowerRetry, usualRetry, type RetryRules } from '../../campaign/schedule/retry-rules.ts';
import type { AgainRules } from '../decide.ts';
import type { Selector } from '../selection/selection.ts';
import type { Every } from '../../campaign/schedule/schedule.ts';
import { keepTimes } from './keep-times.ts';
import { periodAt, startOf, type Period } from './period-at.ts';
import { sendingTimesOf, type SendingTimes, type SilentTimes } from './sending-times.ts';

/** The time-related settings of a policy. */
export interface TimePolicy extends SilentTimes {
  readonly retry?: RetryRules;
}

/** Milliseconds since 1970. */
export interface PlanMoment {
  readonly now: number;
  /** A moment in the period that recurring campaigns are planned for. A saved plan keeps its period. */
  readonly periodOf?: number | undefined;
}

/** Plain data. */
export interface RowTerms {
  readonly rules: AgainRules;
  readonly times: SendingTimes | undefined;
  /** Set only for a recurring campaign. */
  readonly period?: Period & Pick<Every, 'zone'> & { readonly starts?: number | undefined };
}

export function rowTermsOf(
  campaign: Pick<Campaign, 'schedule' | 'tags' | 'resend' | 'retry' | 'every'>,
  policy: TimePolicy,
  { now, periodOf = now }: PlanMoment,
): RowTerms {
  const retry = slowerRetry(policy.retry ?? usualRetry, campaign.retry ?? {});
  const { every } = campaign;
  return {
    rules: { resend: campaign.resend, retry, now },
    times: sendingTimesOf(campaign, policy),
    ...(every && { period: { ...periodAt(every, periodOf), zone: every.zone, starts: startOf(every) } }),
  };
}

/** Empty if the campaign may send at any time. */
export function timeSelectorsOf({ times, rules, period }: RowTerms): readonly Selector[] {
  return [
    ...(times === undefined ? [] : [keepTimes(times, rules.now)]),
    ...(period?.starts === undefined || period.starts <= rules.now ? [] : [holdUntil(period.starts, period.zone)]),
  ];
}

function holdUntil(until: number, zone: string): Selector {
  return { decided: () => ({ kind: 'put_off', until, zone }) };
}
