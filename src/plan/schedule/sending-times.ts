// When a campaign may send: its own schedule, with the quiet hours and blackouts of the policy that apply to it. Plain data, which a run stores.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Blackout, QuietHours, Schedule } from '../../campaign/schedule/schedule.ts';

export interface SendingTimes {
  readonly schedule?: Schedule;
  readonly quiet: readonly QuietHours[];
  readonly blackouts: readonly Blackout[];
}

/** The settings of a policy that say when nothing may be sent. */
export interface SilentTimes {
  readonly quietHours?: readonly QuietHours[];
  readonly blackouts?: readonly Blackout[];
}

/** Undefined if it may send at any time. */
export function sendingTimesOf(
  { schedule, tags }: Pick<Campaign, 'schedule' | 'tags'>,
  { quietHours = [], blackouts: all = [] }: SilentTimes,
): SendingTimes | undefined {
  const holds = ({ exceptTags }: Pick<Blackout, 'exceptTags'>): boolean =>
    !exceptTags.some((tag) => tags.includes(tag));
  const blackouts = all.filter(holds);
  const quiet = quietHours.filter(holds);
  if (schedule === undefined && quiet.length === 0 && blackouts.length === 0) return undefined;
  return { ...(schedule && { schedule }), quiet, blackouts };
}

/** The zone of people who have no zone of their own. */
export function zoneOf({ schedule, quiet }: SendingTimes): string {
  if (schedule?.isZoned === true) return schedule.zone;
  return quiet[0]?.zone ?? schedule?.zone ?? 'UTC';
}
