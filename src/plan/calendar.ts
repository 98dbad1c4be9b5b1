// What goes when, over all campaigns of a plan: now, when it is due, and in the next period.
import type { CalendarDocument } from '../generated/calendar.ts';
import type { CampaignPlan, Plan } from '../generated/plan.ts';
import { showMoment } from './schedule/plan-timetable.ts';

type CalendarEntry = CalendarDocument['entries'][number];

/** The earliest first. `now` is in milliseconds since 1970. */
export function calendarOf({ campaigns }: Pick<Plan, 'campaigns'>, now: number): CalendarEntry[] {
  const entries = campaigns.filter(({ draft }) => draft !== true).flatMap((campaign) => entriesOf(campaign, now));
  return entries.toSorted((a, b) => (a.starts === b.starts ? 0 : a.starts < b.starts ? -1 : 1));
}

function entriesOf(campaign: CampaignPlan, now: number): readonly CalendarEntry[] {
  const { id, file, counts, eta_seconds: seconds, timetable = [], period } = campaign;
  const named = { campaign: id, file };
  const count = counts.send + counts.resend + counts.retry;
  const from = { starts: showMoment(now), ends: showMoment(now + seconds * 1000) };
  return [
    ...(count === 0 ? [] : [{ ...named, kind: 'now' as const, ...from, zone: null, count }]),
    ...timetable.map(({ due, done_by: doneBy, zone, count: many }) => {
      return { ...named, kind: 'due' as const, starts: due, ends: doneBy, zone, count: many };
    }),
    ...(period === undefined
      ? []
      : [{ ...named, kind: 'period' as const, starts: period.ends, ends: period.ends, zone: null, count: null }]),
  ];
}
