// The rules of a simulated world on how often and when people may be sent to. They are drawn at random and judged independently of
// the product, by the hours of UTC and a count of what people received.
import type { Campaign, Cap } from '../../src/campaign/campaign.ts';
import type { QuietHours, Schedule } from '../../src/campaign/schedule/schedule.ts';
import type { Chance } from './sim-random.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

type Tags = Campaign['tags'];

export interface SimRules {
  readonly caps: readonly Cap[];
  readonly quietHours: readonly QuietHours[];
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** The people that each campaign excludes. */
  readonly excludes: ReadonlyMap<string, Campaign['excludeRecent']>;
}

export const noRules: SimRules = { caps: [], quietHours: [], schedules: new Map(), excludes: new Map() };

/** All but one count. What may be repeated counts too, but is not judged. */
const tagsOf: Readonly<Record<string, Tags>> = {
  once: ['promo'],
  news: ['promo'],
  alarm: ['service'],
  price: ['promo'],
};

/** Worlds begin at `wall` and usually last some minutes. Hours of the rules begin and end in that time. */
export function drawRules(chance: Chance, wall: number): SimRules {
  const clock = (least: number, most: number): number => {
    const at = (wall % day) + minute * Math.floor(chance.spread(least, most));
    return Math.floor((at % day) / minute) * minute;
  };
  const cap = (): Cap => ({
    ...(chance.hits(0.7) ? { tag: 'promo' } : {}),
    max: chance.whole(1, 2),
    within: Math.floor(chance.spread(5 * minute, day)),
    ...(chance.hits(0.2) ? { gap: 2 * minute } : {}),
    exceptTags: chance.hits(0.3) ? ['service'] : [],
  });
  const schedule = (): Schedule => ({
    zone: 'UTC',
    isZoned: false,
    outside: chance.pick('hold', 'hold', 'skip'),
    ...(chance.hits(0.5) ? { window: { days: everyDay, from: clock(1, 20), to: clock(21, 600) } } : {}),
    ...(chance.hits(0.5) ? drawDeadline(chance, wall) : {}),
  });
  const ids = Object.keys(tagsOf);
  return {
    caps: chance.hits(0.7) ? [cap()] : [],
    quietHours: chance.hits(0.3)
      ? [{ days: everyDay, from: clock(2, 60), to: clock(61, 240), zone: 'UTC', exceptTags: ['service'] }]
      : [],
    schedules: new Map(ids.filter(() => chance.hits(0.3)).map((id) => [id, schedule()])),
    excludes: new Map(
      chance.hits(0.4) ? [['news', [{ sent: 'once', within: Math.floor(chance.spread(minute, day)), index: 0 }]]] : [],
    ),
  };
}

function drawDeadline(chance: Chance, wall: number): Pick<Schedule, 'begins' | 'deadline' | 'writtenDeadline'> {
  const deadline = Math.floor(chance.spread(2 * minute, 6 * hour));
  const local = wall + Math.floor(chance.spread(1, 5 * minute));
  return { begins: { kind: 'not_before', local }, deadline, writtenDeadline: deadline };
}

/** Returns the campaign with the rules of such a world. */
export function underRules(campaign: Campaign, { schedules, excludes }: SimRules): Campaign {
  const schedule = schedules.get(campaign.id);
  return {
    ...campaign,
    tags: tagsOf[campaign.id] ?? [],
    ...(schedule && { schedule }),
    excludeRecent: excludes.get(campaign.id) ?? [],
  };
}

/** A notification that somebody received, in the order of the claims. */
export interface Got {
  readonly campaign: string;
  /** All identifiers of the person. */
  readonly person: readonly string[];
  /** When it was claimed, by the wall clock of the process, in milliseconds. */
  readonly at: number;
}

/** A claim is requested up to 5 s before its request leaves. */
const slack = 5_001;

/** Returns what is wrong with a notification that follows those in `before`: outside of its hours, or too often. */
export function judgeGot(rules: SimRules, got: Got, before: readonly Got[]): readonly string[] {
  const { campaign, at } = got;
  const shown = `${campaign} for ${got.person.join(' ')} at ${new Date(at).toISOString()}`;
  const earlier = before.filter((one) => one.person.some((identifier) => got.person.includes(identifier)));
  const isOver = rules.caps
    .filter((cap) => counts(cap, campaign))
    .some(({ max, within, gap, ...cap }) => {
      const counted = earlier.filter((one) => counts(cap, one.campaign));
      const inSpan = counted.filter((one) => one.at > at - within + slack);
      return inSpan.length >= max || (gap !== undefined && counted.some((one) => one.at > at - gap + slack));
    });
  const isExcluded = (rules.excludes.get(campaign) ?? []).some(({ sent, within }) =>
    earlier.some((one) => one.campaign === sent && one.at > at - within + slack),
  );
  return [
    ...(isOver ? [`over a cap: ${shown}`] : []),
    ...(isExcluded ? [`excluded: ${shown}`] : []),
    ...(isOutside(rules, campaign, at) ? [`outside of its hours: ${shown}`] : []),
  ];
}

function counts({ tag, exceptTags }: Pick<Cap, 'tag' | 'exceptTags'>, campaign: string): boolean {
  const tags = tagsOf[campaign] ?? [];
  return (tag === undefined || tags.includes(tag)) && !exceptTags.some((one) => tags.includes(one));
}

function isOutside({ quietHours, schedules }: SimRules, campaign: string, at: number): boolean {
  const { window, begins, deadline = Number.POSITIVE_INFINITY } = schedules.get(campaign) ?? {};
  const local = begins?.local ?? Number.NEGATIVE_INFINITY;
  const isSilent = quietHours.some(
    ({ exceptTags, ...hours }) => !exceptTags.some((tag) => tagsOf[campaign]?.includes(tag)) && isWithin(hours, at),
  );
  // With a window or quiet hours, the deadline begins later.
  const isLate = window === undefined && quietHours.length === 0 && begins !== undefined && at > local + deadline;
  return isSilent || isLate || at < local || (window !== undefined && !isWithin(window, at));
}

/** Hours of the day in UTC, which has no clock changes. */
function isWithin({ from, to }: { readonly from: number; readonly to: number }, at: number): boolean {
  const time = at % day;
  return from < to ? from <= time && time < to : time >= from || time < to;
}
