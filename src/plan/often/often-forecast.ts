// How many people each cap and each exclusion of a campaign is about, before anything is sent.
import type { Cap, RecentSend } from '../../campaign/campaign.ts';
import { showAge } from '../../campaign/limit.ts';
import { isCountedBy, roomUnder, wasSentRecently, type Often, type PastSend } from './caps.ts';

export interface OftenCount {
  /** In words: "cap of 1 promo in 24h". */
  readonly rule: string;
  /** Rows of people who also got something that it counts. */
  readonly met: number;
  /** Those of them who are left out for it. */
  readonly full: number;
}

interface Counted {
  readonly rule: string;
  met: number;
  full: number;
  readonly isMet: (sends: readonly PastSend[]) => boolean;
  readonly isFull: (sends: readonly PastSend[]) => boolean;
}

export class OftenForecast {
  readonly #counted: readonly Counted[];

  constructor({ caps, recent }: Often, now: number) {
    this.#counted = [
      ...caps.map((cap) => ({
        rule: describeCap(cap),
        met: 0,
        full: 0,
        isMet: (sends: readonly PastSend[]) =>
          sends.some((send) => send.became !== 'refused' && isCountedBy(cap, send.tags) && send.at > now - cap.within),
        isFull: (sends: readonly PastSend[]) => roomUnder(cap, sends, now) === 0,
      })),
      ...recent.map((one) => {
        const isMet = (sends: readonly PastSend[]): boolean => wasSentRecently([one], sends, now);
        return { rule: describeRecent(one), met: 0, full: 0, isMet, isFull: isMet };
      }),
    ];
  }

  /** What one person was sent. */
  look(sends: readonly PastSend[]): void {
    if (sends.length === 0) return;
    for (const one of this.#counted) {
      if (one.isMet(sends)) one.met += 1;
      if (one.isFull(sends)) one.full += 1;
    }
  }

  list(): readonly OftenCount[] {
    return this.#counted.map(({ rule, met, full }) => ({ rule, met, full }));
  }
}

function describeCap({ tag, max, within, gap }: Cap): string {
  const what = tag === undefined ? '' : ` ${tag}`;
  return `cap of ${max}${what} in ${showAge(within)}${gap === undefined ? '' : `, ${showAge(gap)} apart`}`;
}

function describeRecent({ sent, tag, within }: RecentSend): string {
  return `${sent ?? `tag ${tag}`} within ${showAge(within)}`;
}
