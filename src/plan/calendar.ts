// What goes when, over all campaigns of a plan: now, when it is due, and in the next period.
import type { CalendarDocument } from '../generated/calendar.ts';
import type { CampaignPlan, Plan } from '../generated/plan.ts';
import { showMoment } from './schedule/plan-timetable.ts';

type CalendarEntry = CalendarDocument['entries'][number];
type WaitingPlan = NonNullable<Plan['waiting']>[number];

/** The earliest first. `now` is in milliseconds since 1970. */
export function calendarOf(
  { campaigns, waiting = [] }: Pick<Plan, 'campaigns' | 'waiting'>,
  now: number,
): CalendarEntry[] {
  const planned = campaigns.filter(({ draft }) => draft !== true).flatMap((campaign) => entriesOf(campaign, now));
  const entries = [
    ...withoutWaiting(planned, waiting),
    ...waiting.flatMap((one) => waitingEntries(one, campaigns)),
  ].filter(({ count }) => count !== 0);
  return entries.toSorted((a, b) => (a.starts === b.starts ? 0 : a.starts < b.starts ? -1 : 1));
}

/** Who waits in a run is deferred in the plan as well. */
function withoutWaiting(entries: readonly CalendarEntry[], waiting: readonly WaitingPlan[]): readonly CalendarEntry[] {
  const left = new Map<string, number>();
  for (const { campaign, times } of waiting) {
    for (const { due, count } of times) left.set(`${due} ${campaign}`, (left.get(`${due} ${campaign}`) ?? 0) + count);
  }
  return entries.map((entry) => {
    if (entry.kind !== 'due' || entry.count === null) return entry;
    const name = `${entry.starts} ${entry.campaign}`;
    const there = Math.min(entry.count, left.get(name) ?? 0);
    left.set(name, (left.get(name) ?? 0) - there);
    return { ...entry, count: entry.count - there };
  });
}

function waitingEntries(
  { campaign, times }: WaitingPlan,
  campaigns: readonly CampaignPlan[],
): readonly CalendarEntry[] {
  const file = campaigns.find(({ id }) => id === campaign)?.file ?? '';
  return times.map(({ due, count }) => {
    return { campaign, file, kind: 'waiting' as const, starts: due, ends: due, zone: null, count };
  });
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
      : [{ ...named, kind: 'period' as const, ...nextPeriod(period, now), zone: null, count: null }]),
  ];
}

/** Where one is made up for, the next one has begun. */
function nextPeriod(
  { ends, catches_up: isOver }: NonNullable<CampaignPlan['period']>,
  now: number,
): Pick<CalendarEntry, 'starts' | 'ends'> {
  const starts = isOver === true ? showMoment(now) : ends;
  return { starts, ends: starts };
}
