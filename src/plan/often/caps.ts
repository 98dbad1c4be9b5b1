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
  /** Of a refusal. */
  readonly reason?: string;
}

/** By how often it was sent, what holds for one campaign: kept with the run, so that a claim needs no files. */
export interface Often {
  /** Those of the policy that hold for it, and its own. */
  readonly caps: readonly Cap[];
  readonly recent: readonly RecentSend[];
}

/** Whether sends of a campaign with these tags count. A cap of the policy holds for those campaigns, and for no others. */
export function isCountedBy({ tag, exceptTags }: Pick<Cap, 'tag' | 'exceptTags'>, tags: readonly string[]): boolean {
  return (tag === undefined || tags.includes(tag)) && !exceptTags.some((except) => tags.includes(except));
}

/** How many more the person may get at `now`. A refusal takes no place: nobody got anything. */
export function roomUnder(cap: Cap, past: readonly PastSend[], now: number): number {
  const { max, within, gap } = cap;
  const counted = past.filter(({ became, tags }) => became !== 'refused' && isCountedBy(cap, tags));
  if (gap !== undefined && counted.some(({ at }) => at > now - gap)) return 0;
  return Math.max(0, max - counted.filter(({ at }) => at > now - within).length);
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

/** How far back one has to look, in milliseconds; 0 where nothing is asked of the past. */
export function lookBackOf({ caps, recent }: Often): number {
  return Math.max(
    0,
    ...caps.map(({ within, gap = 0 }) => Math.max(within, gap)),
    ...recent.map(({ within }) => within),
  );
}
