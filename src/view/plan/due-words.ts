// Formats when people who are deferred get it, in the time of their zone.
import type { CampaignPlan, DueTime } from '../../generated/plan.ts';

/** Formats "2026-12-01 10:00 to 10:20 Europe/Istanbul". */
export function describeDue({ due, done_by: doneBy, zone }: Omit<DueTime, 'count'>): string {
  const [from, to] = [clockIn(zone, due), clockIn(zone, doneBy)];
  const [day, time] = to.split(' ');
  const end = from.startsWith(day ?? '') ? time : to;
  return `${from}${end === from.split(' ')[1] ? '' : ` to ${end}`} ${zone}`;
}

/** Formats "2026-12-01 10:00 UTC". */
export function describeMoment(moment: string, zone = 'UTC'): string {
  return `${clockIn(zone, moment)} ${zone}`;
}

/** The same for milliseconds since 1970. */
export function describeDueMoment(time: number): string {
  return describeMoment(new Date(time).toISOString());
}

/** Formats "period day 2026-12-01, until 2026-12-01 21:00 UTC". */
export function describePeriod(period: NonNullable<CampaignPlan['period']>): string {
  const isOver = period.catches_up === true;
  return `${describePeriodName(period)}, ${isOver ? 'over since' : 'until'} ${describeMoment(period.ends)}${isOver ? '; the present one is for the next apply' : ''}`;
}

/** Formats "period day 2026-12-01", and says whether it was missed. */
export function describePeriodName(period: { readonly name: string; readonly catches_up?: boolean }): string {
  return `period ${period.name}${period.catches_up === true ? ', which was missed and is made up for' : ''}`;
}

function clockIn(zone: string, moment: string): string {
  // Swedish dates have the form of ISO 8601.
  const form = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return form.format(Date.parse(moment));
}
