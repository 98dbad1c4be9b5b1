// Each cap and each exclusion of a campaign as a rule that can be asked about what one person was sent.
import type { Cap, RecentSend } from '../../campaign/campaign.ts';
import { showAge } from '../../campaign/limit.ts';
import { isCountedBy, roomUnder, wasSentRecently, type Often, type PastSend } from './caps.ts';

export interface OftenRule {
  /** An exclusion leaves nobody out for what the same campaign sends. */
  readonly kind: 'cap' | 'exclusion';
  /** In words: "cap of 1 promo in 24h". */
  readonly rule: string;
  /** Whether something was sent that it counts. */
  readonly isMet: (sends: readonly PastSend[], now: number) => boolean;
  /** Whether it leaves the person out. */
  readonly isFull: (sends: readonly PastSend[], now: number) => boolean;
}

export function oftenRules({ caps, recent }: Often): readonly OftenRule[] {
  return [...caps.map(ruleOfCap), ...recent.map(ruleOfExclusion)];
}

function ruleOfCap(cap: Cap): OftenRule {
  return {
    kind: 'cap',
    rule: describeCap(cap),
    isMet: (sends, now) =>
      sends.some((send) => send.became !== 'refused' && isCountedBy(cap, send.tags) && send.at > now - cap.within),
    isFull: (sends, now) => roomUnder(cap, sends, now) === 0,
  };
}

function ruleOfExclusion(one: RecentSend): OftenRule {
  const isMet: OftenRule['isMet'] = (sends, now) => wasSentRecently([one], sends, now);
  return { kind: 'exclusion', rule: describeRecent(one), isMet, isFull: isMet };
}

function describeCap({ tag, max, within, gap }: Cap): string {
  const what = tag === undefined ? '' : ` ${tag}`;
  return `cap of ${max}${what} in ${showAge(within)}${gap === undefined ? '' : `, ${showAge(gap)} apart`}`;
}

function describeRecent({ sent, tag, within }: RecentSend): string {
  return `${sent ?? `tag ${tag}`} within ${showAge(within)}`;
}
