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

/** Nobody knows when these go: somebody has to end a pause before. */
export function heldOf({
  campaigns,
  waiting = [],
}: Pick<Plan, 'campaigns' | 'waiting'>): NonNullable<CalendarDocument['held']> {
  return waiting.flatMap((one) => {
    const { run, campaign } = one;
    const count = countHeld(one);
    return count === 0 ? [] : [{ campaign, file: fileOf(campaigns, campaign), run, count }];
  });
}

function countHeld({ count: all, times }: WaitingPlan): number {
  return all - times.reduce((sum, { count }) => sum + count, 0);
}

function fileOf(campaigns: readonly CampaignPlan[], campaign: string): string {
  return campaigns.find(({ id }) => id === campaign)?.file ?? '';
}

/** Who waits in a run is in the plan as well: deferred until the same time, or due already and in a later step of a rollout. */
function withoutWaiting(entries: readonly CalendarEntry[], waiting: readonly WaitingPlan[]): readonly CalendarEntry[] {
  const sameTime = new Map<string, number>();
  const others = new Map<string, number>();
  for (const one of waiting) {
    for (const { due, count } of one.times) add(sameTime, `${due} ${one.campaign}`, count);
    add(others, one.campaign, countHeld(one));
  }
  const rest = entries.map((entry) =>
    entry.kind === 'due' ? take(entry, sameTime, `${entry.starts} ${entry.campaign}`) : entry,
  );
  for (const [name, count] of sameTime) add(others, name.slice(name.indexOf(' ') + 1), count);
  return rest.map((entry) => take(entry, others, entry.campaign));
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

/** The entry without as many as there are left under the name. */
function take(entry: CalendarEntry, counts: Map<string, number>, name: string): CalendarEntry {
  if (entry.count === null) return entry;
  const there = Math.min(entry.count, counts.get(name) ?? 0);
  add(counts, name, -there);
  return { ...entry, count: entry.count - there };
}

function waitingEntries(
  { campaign, times }: WaitingPlan,
  campaigns: readonly CampaignPlan[],
): readonly CalendarEntry[] {
  const file = fileOf(campaigns, campaign);
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
