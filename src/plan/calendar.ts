// The calendar of a plan over all its campaigns: what is sent now, at its due time, and in the next period.
import { parseDuration } from '../campaign/schedule/parse-duration.ts';
import type { CalendarDocument } from '../generated/calendar.ts';
import type { CampaignPlan, Plan, StepPlan } from '../generated/plan.ts';
import { showMoment } from './schedule/plan-timetable.ts';
import { addTo, totalOf } from '../counts.ts';

type CalendarEntry = CalendarDocument['entries'][number];
type HeldEntry = NonNullable<CalendarDocument['held']>[number];
type StepPart = Pick<StepPlan, 'send' | 'deferred' | 'pause' | 'eta_seconds'>;
type WaitingPlan = NonNullable<Plan['waiting']>[number];

/** An entry of the plan. `starts` is undefined if nobody knows the time yet, because somebody has to end a pause first. */
type PlannedEntry = Omit<CalendarEntry, 'starts' | 'ends'> & { readonly starts?: string; readonly ends?: string };

/** Returns the earliest entry first. `now` is in milliseconds since 1970. */
export function calendarOf(
  { campaigns, waiting = [] }: Pick<Plan, 'campaigns'> & { readonly waiting: Plan['waiting'] | undefined },
  now: number,
): Pick<CalendarDocument, 'entries' | 'held'> {
  const planned = withoutWaiting(
    campaigns.filter(({ draft }) => draft !== true).flatMap((campaign) => entriesOf(campaign, now)),
    waiting,
  );
  const entries = [
    ...planned.flatMap(({ starts, ends = starts, ...entry }) =>
      starts === undefined || ends === undefined ? [] : [{ ...entry, starts, ends }],
    ),
    ...waiting.flatMap((one) => waitingEntries(one, campaigns)),
  ].filter(({ count }) => count !== 0);
  const held: readonly HeldEntry[] = [
    ...planned.flatMap(({ starts, campaign, file, count }) =>
      starts === undefined ? [{ campaign, file, run: null, count: count ?? 0 }] : [],
    ),
    ...waiting.map((one) => {
      const { run, campaign } = one;
      return { campaign, file: fileOf(campaigns, campaign), run, count: countHeld(one) };
    }),
  ].filter(({ count }) => count > 0);
  return {
    entries: entries.toSorted((a, b) => (a.starts === b.starts ? 0 : a.starts < b.starts ? -1 : 1)),
    ...(held.length > 0 && { held: [...held] }),
  };
}

function countHeld({ count: all, times }: WaitingPlan): number {
  return all - totalOf(times, ({ count }) => count);
}

function fileOf(campaigns: readonly CampaignPlan[], campaign: string): string {
  return campaigns.find(({ id }) => id === campaign)?.file ?? '';
}

/** Removes people who wait in a run, because the plan counts them too: as deferred until the same time, or as due in a later rollout step. */
function withoutWaiting(entries: readonly PlannedEntry[], waiting: readonly WaitingPlan[]): readonly PlannedEntry[] {
  const sameTime = new Map<string, number>();
  const others = new Map<string, number>();
  for (const one of waiting) {
    for (const { due, count } of one.times) addTo(sameTime, `${due} ${one.campaign}`, count);
    addTo(others, one.campaign, countHeld(one));
  }
  const rest = entries.map((entry) =>
    entry.kind === 'due' ? take(entry, sameTime, `${entry.starts} ${entry.campaign}`) : entry,
  );
  for (const [name, count] of sameTime) addTo(others, name.slice(name.indexOf(' ') + 1), count);
  return rest.map((entry) => take(entry, others, entry.campaign));
}

/** Returns the entry with its count reduced by what `counts` still holds under the name. */
function take(entry: PlannedEntry, counts: Map<string, number>, name: string): PlannedEntry {
  if (entry.count === null) return entry;
  const there = Math.min(entry.count, counts.get(name) ?? 0);
  addTo(counts, name, -there);
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

function entriesOf(campaign: CampaignPlan, now: number): readonly PlannedEntry[] {
  const { id, file, timetable = [], period } = campaign;
  const named = { campaign: id, file };
  return [
    // Reversed, so that people who wait in a run are subtracted from the later steps first.
    ...stepEntries(campaign, now).toReversed(),
    ...timetable.map(({ due, done_by: doneBy, zone, count: many }) => {
      return { ...named, kind: 'due' as const, starts: due, ends: doneBy, zone, count: many };
    }),
    ...(period === undefined
      ? []
      : [{ ...named, kind: 'period' as const, ...nextPeriod(period, now), zone: null, count: null }]),
  ];
}

/** Entries of the people who are due. A step begins after everybody in the step before was sent to and the pause after it is over. */
function stepEntries(campaign: CampaignPlan, now: number): readonly PlannedEntry[] {
  const { id, file, timetable = [] } = campaign;
  const entries: PlannedEntry[] = [];
  let begins = now;
  let hasBegun = false;
  for (const { send, deferred, pause, eta_seconds: seconds } of stepsOf(campaign)) {
    const ends = begins + seconds * 1000;
    const kind = begins === now ? 'now' : 'step';
    const times = Number.isNaN(begins) ? {} : { starts: showMoment(begins), ends: showMoment(ends) };
    if (send > 0) entries.push({ campaign: id, file, kind, ...times, zone: null, count: send });
    // There is no pause before the first person.
    hasBegun ||= send + deferred > 0;
    const isOver = deferred === 0 ? ends : Math.max(ends, Date.parse(timetable.at(-1)?.due ?? ''));
    begins = hasBegun ? isOver + lengthOf(pause) : now;
  }
  return entries;
}

function stepsOf({ rollout, counts, eta_seconds: seconds }: CampaignPlan): readonly StepPart[] {
  return (
    rollout ?? [{ send: counts.send + counts.resend + counts.retry, deferred: 0, pause: null, eta_seconds: seconds }]
  );
}

/** Milliseconds. NaN if somebody has to end the pause, so that all later times are unknown too. */
function lengthOf(pause: string | null): number {
  return pause === null ? 0 : (parseDuration(pause) ?? Number.NaN);
}

/** If the plan makes up for a missed period, the next period has already begun. */
function nextPeriod(
  { ends, catches_up: isOver }: NonNullable<CampaignPlan['period']>,
  now: number,
): Pick<CalendarEntry, 'starts' | 'ends'> {
  const starts = isOver === true ? showMoment(now) : ends;
  return { starts, ends: starts };
}
