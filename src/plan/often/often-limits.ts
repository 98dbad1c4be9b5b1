// What of policy and campaign says how often its people may get something: the nearer only adds to it.
import type { Campaign, Cap, Rest } from '../../campaign/campaign.ts';
import { isCountedBy, type Often, type PastSend } from './caps.ts';

export interface OftenPolicy {
  readonly caps: readonly Cap[];
  readonly rest?: Rest;
}

/** All that holds for one campaign. */
export interface OftenLimits extends Often {
  /** By the reason of a refusal, how long people rest: none where nobody does. */
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

/** What a run keeps for its claims; none where nothing holds. */
export function oftenIn({ caps, recent }: OftenLimits): { readonly often?: Often } {
  return caps.length + recent.length === 0 ? {} : { often: { caps, recent } };
}

/** Whether something that holds in a plan asks for what this campaign sends. */
export function isAskedFor({ id, tags }: Pick<Campaign, 'id' | 'tags'>, limits: readonly OftenLimits[]): boolean {
  return limits.some(
    ({ caps, recent }) =>
      caps.some((cap) => isCountedBy(cap, tags)) ||
      recent.some(({ sent, tag }) => sent === id || (tag !== undefined && tags.includes(tag))),
  );
}

/** A refusal that is not over, and nothing accepted since. */
export function isResting(after: OftenLimits['restAfter'], past: readonly PastSend[], now: number): boolean {
  return past.some(({ became, reason = '', at }) => {
    const rest = Object.hasOwn(after, reason) ? after[reason] : undefined;
    // The clock of the machine that sent may be ahead.
    if (became !== 'refused' || rest === undefined || at <= now - rest) return false;
    return !past.some((later) => later.became === 'accepted' && later.at > at);
  });
}
