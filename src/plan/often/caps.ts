// How much room a person has under the caps, given what was sent to them before. Plan and claim ask the same functions.
import type { Cap, RecentSend } from '../../campaign/campaign.ts';

/** A notification that a person was sent, as far as anybody knows. */
export interface PastSend {
  /** Id of its campaign, and its tags as they were then. */
  readonly campaign: string;
  readonly tags: readonly string[];
  /** Wall clock, milliseconds: when its request was about to leave. */
  readonly at: number;
  /** `open`: under way, or in doubt. */
  readonly became: 'accepted' | 'open' | 'refused';
  /** The reason of a refusal. */
  readonly reason?: string;
}

/** By how often it was sent, what holds for one campaign: kept with the run, so that a claim needs no files. */
export interface Often {
  /** The caps of the policy that hold for it, and its own. */
  readonly caps: readonly Cap[];
  readonly recent: readonly RecentSend[];
}

/** Whether sends of a campaign with these tags count. A cap of the policy holds for those campaigns, and for no others. */
export function isCountedBy({ tag, exceptTags }: Pick<Cap, 'tag' | 'exceptTags'>, tags: readonly string[]): boolean {
  return (tag === undefined || tags.includes(tag)) && !exceptTags.some((except) => tags.includes(except));
}

/** When what it counts was sent, or will be. A refusal takes no place: nobody got anything. */
export function countedBy(cap: Cap, sends: readonly PastSend[]): readonly number[] {
  return sends.filter(({ became, tags }) => became !== 'refused' && isCountedBy(cap, tags)).map(({ at }) => at);
}

/** What a cap has of one person. */
export interface CappedPerson {
  readonly cap: Cap;
  /** Also what is sent later: somebody whom a plan defers has a place then. */
  readonly times: readonly number[];
  /** Whether one more is counted too. */
  readonly takesPlace: boolean;
}

/** The first moment from `at` on at which the person may get one more: `at` itself where there is room then. */
export function freeFrom(person: CappedPerson, at: number): number {
  if (hasRoom(person, at)) return at;
  const { within, gap = 0 } = person.cap;
  const ends = person.times.flatMap((time) => [time + within, time + gap]).filter((end) => end > at);
  return ends.toSorted((one, other) => one - other).find((end) => hasRoom(person, end)) ?? at;
}

/** In each span that one more would be in: those that end with it, or with a later one. */
function hasRoom({ cap: { max, within, gap = 0 }, times, takesPlace }: CappedPerson, at: number): boolean {
  const behind = takesPlace ? at : Number.NEGATIVE_INFINITY;
  if (times.some((time) => time > at - gap && (time <= at || time < behind + gap))) return false;
  const ends = [at, ...times.filter((time) => time > behind && time < behind + within)];
  return ends.every((end) => times.filter((time) => time > end - within && time <= end).length < max);
}

const minute = 60_000;

/**
 * When caps let the person get one more: at `at`, or in a later minute; undefined where one leaves them out. By the minute, so that people
 * whose places get free one after the other are due together.
 */
export function placeUnder(people: readonly CappedPerson[], at: number): number | undefined {
  let free = at;
  for (;;) {
    const full = people.filter((person) => freeFrom(person, free) > free);
    if (full.length === 0) return free;
    if (free === at && full.some(({ cap }) => cap.when !== 'defer')) return undefined;
    free = Math.ceil(Math.max(...full.map((person) => freeFrom(person, free))) / minute) * minute;
  }
}

export function wasSentRecently(recent: readonly RecentSend[], past: readonly PastSend[], now: number): boolean {
  return past.some(
    (send) =>
      send.became !== 'refused' && recent.some((wanted) => send.at > now - wanted.within && isMeant(wanted, send)),
  );
}

function isMeant({ sent, tag }: RecentSend, { campaign, tags }: PastSend): boolean {
  return sent === undefined ? tag !== undefined && tags.includes(tag) : sent === campaign;
}

/** How long something that was sent counts, in milliseconds: a gap may be longer than the span of the cap. */
export function reachOf({ within, gap = 0 }: Pick<Cap, 'within' | 'gap'>): number {
  return Math.max(within, gap);
}

/** How far back one has to look, in milliseconds; 0 where nothing is asked of the past. */
export function lookBackOf({ caps, recent }: Often): number {
  return Math.max(0, ...caps.map(reachOf), ...recent.map(({ within }) => within));
}
