// Presents each cap and each exclusion of a campaign as a rule over the sends of one person.
import type { Cap, RecentSend } from '../../campaign/campaign.ts';
import { showAge } from '../../campaign/limit.ts';
import { countedBy, freeFrom, isCountedBy, reachOf, wasSentRecently, type Often, type PastSend } from './caps.ts';

export interface OftenRule {
  /** An exclusion leaves nobody out because of sends of the same campaign. */
  readonly kind: 'cap' | 'exclusion';
  /** Whether it is a cap that defers people. */
  readonly defers: boolean;
  /** A description such as "cap of 1 promo in 24h". */
  readonly rule: string;
  /** Whether any of the sends counts. */
  readonly isMet: (sends: readonly PastSend[], now: number) => boolean;
  /** The first time from `at` on at which the rule allows another notification. An exclusion returns infinity if it does not allow `at`. */
  readonly freeFrom: (sends: readonly PastSend[], at: number) => number;
}

export function oftenRules({ caps, recent }: Often, tags: readonly string[]): readonly OftenRule[] {
  return [...caps.map((cap) => ruleOfCap(cap, tags)), ...recent.map(ruleOfExclusion)];
}

function ruleOfCap(cap: Cap, tags: readonly string[]): OftenRule {
  const takesPlace = isCountedBy(cap, tags);
  return {
    kind: 'cap',
    defers: cap.when === 'defer',
    rule: describeCap(cap),
    isMet: (sends, now) => countedBy(cap, sends).some((at) => at > now - reachOf(cap)),
    freeFrom: (sends, at) => freeFrom({ cap, times: countedBy(cap, sends), takesPlace }, at),
  };
}

function ruleOfExclusion(one: RecentSend): OftenRule {
  const isMet: OftenRule['isMet'] = (sends, now) => wasSentRecently([one], sends, now);
  return {
    kind: 'exclusion',
    defers: false,
    rule: describeRecent(one),
    isMet,
    freeFrom: (sends, at) => (isMet(sends, at) ? Number.POSITIVE_INFINITY : at),
  };
}

function describeCap({ tag, max, within, gap, when }: Cap): string {
  const what = tag === undefined ? '' : ` ${tag}`;
  const apart = gap === undefined ? '' : `, ${showAge(gap)} apart`;
  return `cap of ${max}${what} in ${showAge(within)}${apart}${when === 'defer' ? ', which defers' : ''}`;
}

function describeRecent({ sent, tag, within }: RecentSend): string {
  return `${sent ?? `tag ${tag}`} within ${showAge(within)}`;
}
