// Proof: a virtual clock runs through a year of recurring campaigns with windows, quiet hours and blackouts, in people's time
// zones. The plan at each apply is compared with the year that Temporal lays out.
import { readBlackout, readEvery, readQuietHours, readSchedule } from '../../src/campaign/schedule/read-schedule.ts';
import { judgeAt, judgePlanned, type TimeVerdict } from '../../src/plan/schedule/judge-time.ts';
import { rowTermsOf } from '../../src/plan/schedule/row-terms.ts';
import { Dice } from './dice.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { without, ZoneYear, type Interval } from './year-oracle.ts';

const hour = 3_600_000;
const year = 2027;
const begins = Date.UTC(year, 0, 1);
const days = 365;
const zoneNames = Intl.supportedValuesOf('timeZone');
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Returns the moments at which apply runs. */
type Applies = (changes: readonly number[], dice: Dice) => readonly number[];

/** Applies by the schedule of CI: every so many hours through the year, up to 20 minutes late. */
export function throughTheYear(every: number): Applies {
  return (_, dice) =>
    Array.from({ length: Math.floor((days * 24) / every) }, (_, index) =>
      Math.floor(begins + index * every * hour + dice.next() * 20 * 60_000),
    );
}

/** Applies at some moments of the year, and around every clock change. */
export function someMoments(count: number): Applies {
  return (changes, dice) => {
    const around = changes.filter((at) => at > begins && at < begins + days * 24 * hour);
    const near = around.flatMap((at) => [-25, -1, 0, 1].map((hours) => at + hours * hour + draw(dice, 60) * 60_000));
    const others = Array.from({ length: count }, () => Math.floor(begins + dice.next() * days * 24 * hour));
    return [...near, ...others].toSorted((one, other) => one - other);
  };
}

interface WrittenYear {
  readonly every: { readonly period: 'day' | 'week' | 'month'; readonly zone: string } | undefined;
  readonly window: { readonly days: (typeof dayNames)[number][]; readonly from: string; readonly to: string };
  readonly outside: 'hold' | 'skip';
  readonly quiet: { readonly from: string; readonly to: string; readonly timezone: string } | undefined;
  readonly blackout:
    | { readonly from: string; readonly to: string; readonly zone: string; readonly because: string }
    | undefined;
}

/** The judgement at one apply. */
interface Said {
  readonly period: string;
  readonly plan: string;
  readonly claim: string;
}

/** Returns what is wrong with one campaign for one person over the year. `zone` is the person's. */
export function liveThrough(zone: string, written: WrittenYear, applies: Applies, dice: Dice): readonly string[] {
  const theirs = new ZoneYear(zone, year, days);
  const ofPeriod = written.every && new ZoneYear(written.every.zone, year, days);
  const open = openTimes(theirs, written);
  const wrong: string[] = [];
  const [got, due] = [new Set<string>(), new Set<string>()];
  for (const now of applies([...theirs.changes, ...(ofPeriod?.changes ?? [])], dice)) {
    const ours = sayOurs(written, zone, now);
    const plan = sayOf(open, written.outside, now);
    const expected = { period: periodOf(written, ofPeriod, now), plan, claim: plan };
    if (JSON.stringify(ours) !== JSON.stringify(expected)) wrong.push(describe(now, zone, ours, expected));
    if (ours.plan === 'open') got.add(ours.period);
    if (plan === 'open') due.add(expected.period);
  }
  // Once in each period, however often apply runs.
  if (got.symmetricDifference(due).size > 0) wrong.push(`got ${[...got].join(', ')}, not ${[...due].join(', ')}`);
  return wrong.map((one) => `${zone}: ${one} (${JSON.stringify(written)})`);
}

function sayOurs(written: WrittenYear, zone: string, now: number): Said {
  const { times, period } = termsAt(written, now);
  return {
    period: period?.name ?? 'once',
    plan: say(times && judgePlanned(times, zone, now), now),
    claim: say(times && judgeAt(times, zone, now, now), now),
  };
}

function periodOf({ every }: WrittenYear, ofPeriod: ZoneYear | undefined, now: number): string {
  return every && ofPeriod ? ofPeriod.period(every.period, now) : 'once';
}

function describe(now: number, zone: string, ours: Said, expected: Said): string {
  return `${new Date(now).toISOString()} in ${zone}: ${JSON.stringify(ours)}, not ${JSON.stringify(expected)}`;
}

function termsAt({ every, window, outside, quiet, blackout }: WrittenYear, now: number): ReturnType<typeof rowTermsOf> {
  const schedule = readSchedule({ window, outside, timezone: { column: 'tz', fallback: 'UTC' } });
  const policy = {
    quietHours: quiet === undefined ? [] : [readQuietHours(quiet)],
    blackouts: blackout === undefined ? [] : [readBlackout(blackout)],
  };
  const campaign = { schedule, tags: [], resend: 'never' as const, ...(every && { every: readEvery(every) }) };
  return rowTermsOf(campaign, policy, { now });
}

function openTimes(theirs: ZoneYear, { window, quiet, blackout }: WrittenYear): readonly Interval[] {
  const closed = [
    ...(quiet === undefined ? [] : theirs.intervals(quiet)),
    // Blackouts are of whole days in UTC.
    ...(blackout === undefined ? [] : [[Date.parse(`${blackout.from}Z`), Date.parse(`${blackout.to}Z`)] as const]),
  ];
  return without(theirs.intervals(window), closed);
}

function say(verdict: TimeVerdict | undefined, now: number): string {
  if (verdict === undefined || verdict.kind === 'open') return 'open';
  if (verdict.kind === 'left') return verdict.reason;
  return verdict.until === now ? 'open' : new Date(verdict.until).toISOString();
}

function sayOf(open: readonly Interval[], outside: 'hold' | 'skip', now: number): string {
  const next = open.find(([, to]) => to > now);
  if (next === undefined) return 'outside_window';
  if (next[0] <= now) return 'open';
  return outside === 'skip' ? 'outside_window' : new Date(next[0]).toISOString();
}

/** A window that skips is drawn without quiet hours and blackouts. judge-time.test.ts covers those that end with the window. */
export function drawYear(dice: Dice): WrittenYear {
  const clock = (least: number, span: number): string => {
    const minutes = (least + draw(dice, span)) * 30;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`;
  };
  const outside = draw(dice, 4) === 0 ? ('skip' as const) : ('hold' as const);
  const begin = draw(dice, 300) + 5;
  const kind = pick(dice, ['day', 'week', 'month', undefined] as const);
  const silent = outside === 'hold';
  return {
    every: kind && { period: kind, zone: pick(dice, zoneNames) },
    window: {
      days: pick(dice, [[...dayNames], ['mon', 'tue', 'wed', 'thu', 'fri'], ['sat'], ['sun', 'wed']] as const).slice(),
      from: clock(14, 10),
      // From 15:00 on, possibly until after midnight.
      to: draw(dice, 4) === 0 ? clock(1, 6) : clock(30, 18),
    },
    outside,
    quiet:
      silent && draw(dice, 2) === 0
        ? { from: clock(42, 5), to: clock(10, 6), timezone: pick(dice, zoneNames) }
        : undefined,
    blackout:
      silent && draw(dice, 2) === 0
        ? { from: `${dateOf(begin)}T00:00`, to: `${dateOf(begin + 2)}T00:00`, zone: 'UTC', because: 'mourning' }
        : undefined,
  };
}

function dateOf(index: number): string {
  return new Date(begins + index * 24 * hour).toISOString().slice(0, 10);
}

function draw(dice: Dice, count: number): number {
  return Math.floor(dice.next() * count);
}

function pick<One>(dice: Dice, all: readonly One[]): One {
  const one = all[draw(dice, all.length)];
  if (one === undefined && all.length === 0) throw new RangeError('nothing to pick from');
  return one as One;
}

/** Each trial is the year of one time zone after another, with an apply every two hours. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const failed: string[] = [];
  for (let trial = 0; trial < count; trial += 1) {
    const dice = new Dice(seed, 'year', trial);
    const wrong = liveThrough(zoneNames[trial % zoneNames.length] ?? 'UTC', drawYear(dice), throughTheYear(2), dice);
    if (wrong.length > 0) failed.push(wrong[0] ?? '');
    for (const one of wrong.slice(0, 3)) log(one);
    if (trial % 50 === 49) log(`${trial + 1} of ${count} years, ${failed.length} failed`);
  }
  return {
    goal: 'Over a year of campaigns that come again, everybody gets each of them once a period, in the hours of their zone and no other',
    trials: count,
    violations: failed.length,
    notes: { applies: count * days * 12, ...(failed[0] === undefined ? {} : { first: failed[0] }) },
  };
}
