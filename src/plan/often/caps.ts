// Computes how much room a person has under the caps, given what was sent to them before. Plans and claims use the same functions.
import type { Cap, RecentSend } from '../../campaign/campaign.ts';

/** A notification that a person was sent, as far as it is known. */
export interface PastSend {
  /** The id of its campaign, and the campaign's tags at that time. */
  readonly campaign: string;
  readonly tags: readonly string[];
  /** Wall clock time in milliseconds, just before its request was sent. */
  readonly at: number;
  /** `open`: being sent, or in doubt. */
  readonly became: 'accepted' | 'open' | 'refused';
  /** The reason of a refusal. */
  readonly reason?: string;
}

/** The frequency limits of one campaign. They are stored with the run, so that a claim needs no files. */
export interface Often {
  /** The caps of the policy that apply to it, and its own caps. */
  readonly caps: readonly Cap[];
  readonly recent: readonly RecentSend[];
}

/** Whether sends of a campaign with these tags count. A cap of the policy applies to exactly these campaigns. */
export function isCountedBy({ tag, exceptTags }: Pick<Cap, 'tag' | 'exceptTags'>, tags: readonly string[]): boolean {
  return (tag === undefined || tags.includes(tag)) && !exceptTags.some((except) => tags.includes(except));
}

/** The times at which the sends that a cap counts were made, or will be. Refused sends do not count, because nobody received anything. */
export function countedBy(cap: Cap, sends: readonly PastSend[]): readonly number[] {
  return sends.filter(({ became, tags }) => became !== 'refused' && isCountedBy(cap, tags)).map(({ at }) => at);
}

/** The sends of one person under one cap. */
export interface CappedPerson {
  readonly cap: Cap;
  /** Includes planned sends, because a person whom a plan defers takes room at that later time. */
  readonly times: readonly number[];
  /** Whether another send would count too. */
  readonly takesPlace: boolean;
}

/** The first moment from `at` on at which the person may get another notification. `at` itself if there is room then. */
export function freeFrom(person: CappedPerson, at: number): number {
  if (hasRoom(person, at)) return at;
  const { within, gap = 0 } = person.cap;
  const ends = person.times.flatMap((time) => [time + within, time + gap]).filter((end) => end > at);
  return ends.toSorted((one, other) => one - other).find((end) => hasRoom(person, end)) ?? at;
}

/** Checks every span that the new send would be in: the one that ends with it, and those that end with a later send. */
function hasRoom({ cap: { max, within, gap = 0 }, times, takesPlace }: CappedPerson, at: number): boolean {
  const behind = takesPlace ? at : Number.NEGATIVE_INFINITY;
  if (times.some((time) => time > at - gap && (time <= at || time < behind + gap))) return false;
  const ends = [at, ...times.filter((time) => time > behind && time < behind + within)];
  return ends.every((end) => times.filter((time) => time > end - within && time <= end).length < max);
}

const minute = 60_000;

/**
 * Returns the time at which the caps allow another notification: `at`, or a later full minute. Undefined if a cap leaves the person out. Full minutes
 * make people whose room becomes free one after the other due together.
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

/** How long a send counts, in milliseconds. A gap may be longer than the span of its cap. */
export function reachOf({ within, gap = 0 }: Pick<Cap, 'within' | 'gap'>): number {
  return Math.max(within, gap);
}

/** How far back sends have to be looked up, in milliseconds. 0 if none are needed. */
export function lookBackOf({ caps, recent }: Often): number {
  return Math.max(0, ...caps.map(reachOf), ...recent.map(({ within }) => within));
}
