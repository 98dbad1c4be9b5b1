// Combines the frequency limits of the policy and of a campaign. The campaign can only add limits.
import type { Campaign, Cap, Rest } from '../../campaign/campaign.ts';
import { isCountedBy, type Often, type PastSend } from './caps.ts';

export interface OftenPolicy {
  readonly caps: readonly Cap[];
  readonly rest?: Rest;
}

/** All limits that apply to one campaign. */
export interface OftenLimits extends Often {
  /** How long people rest, by the reason of a refusal. Empty if nobody rests. */
  readonly restAfter: Readonly<Record<string, number>>;
}

export function limitsFor(
  { tags, caps, excludeRecent }: Pick<Campaign, 'tags' | 'caps' | 'excludeRecent'>,
  policy: OftenPolicy,
): OftenLimits {
  const { rest } = policy;
  const isExcepted = rest === undefined || rest.exceptTags.some((tag) => tags.includes(tag));
  return {
    caps: [...policy.caps.filter((cap) => isCountedBy(cap, tags)), ...caps],
    recent: excludeRecent.map(({ sent, tag, within }) => ({
      ...(sent === undefined ? {} : { sent }),
      ...(tag === undefined ? {} : { tag }),
      within,
    })),
    restAfter: isExcepted ? {} : rest.after,
  };
}

/** What a run stores for its claims. Empty if there are no limits. */
export function oftenIn({ caps, recent }: OftenLimits): { readonly often?: Often } {
  return caps.length + recent.length === 0 ? {} : { often: { caps, recent } };
}

/** Whether any of these limits counts the sends of this campaign. */
export function isAskedFor({ id, tags }: Pick<Campaign, 'id' | 'tags'>, limits: readonly OftenLimits[]): boolean {
  return limits.some(
    ({ caps, recent }) =>
      caps.some((cap) => isCountedBy(cap, tags)) ||
      recent.some(({ sent, tag }) => sent === id || (tag !== undefined && tags.includes(tag))),
  );
}

/** Whether there is a refusal whose rest is not over, with nothing accepted since. */
export function isResting(after: OftenLimits['restAfter'], past: readonly PastSend[], now: number): boolean {
  return past.some(({ became, reason = '', at }) => {
    const rest = Object.hasOwn(after, reason) ? after[reason] : undefined;
    // `at` may be in the future, because the clock of the machine that sent may be ahead.
    if (became !== 'refused' || rest === undefined || at <= now - rest) return false;
    return !past.some((later) => later.became === 'accepted' && later.at > at);
  });
}
