// Replaces the policy of the base if it cannot be read: uses the policy of this side, but nowhere looser than the defaults.
import type { Limit } from '../campaign/campaign.ts';
import { defaultPolicy } from './normalise-settings.ts';
import type { Level, Policy } from './settings.ts';

/** Settings without a default stay unchanged, since they can only make the policy stricter. */
export function tightenPolicy(own: Policy): Policy {
  return {
    ...own,
    maxRecipients: Math.min(own.maxRecipients, defaultPolicy.maxRecipients),
    maxInvalid: strictest(own.maxInvalid, defaultPolicy.maxInvalid),
    copy: strictestLevels(own.copy, defaultPolicy.copy),
  };
}

/** Returns the stricter limit. A count and a share can be compared only when the number of rows is known, so in that case nothing is allowed. */
function strictest(one: Limit, other: Limit): Limit {
  if (one.kind === 'share' && other.kind === 'share') return one.share < other.share ? one : other;
  if (one.kind === 'count' && other.kind === 'count') return one.count < other.count ? one : other;
  return { kind: 'count', count: 0 };
}

const levels: readonly Level[] = ['off', 'info', 'warn', 'error'];

function strictestLevels(one: Policy['copy'], other: Policy['copy']): Policy['copy'] {
  const of = (check: keyof Policy['copy']): Level =>
    levels.indexOf(one[check]) > levels.indexOf(other[check]) ? one[check] : other[check];
  return {
    title_cut: of('title_cut'),
    message_cut: of('message_cut'),
    empty_slot: of('empty_slot'),
    default_used: of('default_used'),
    markup: of('markup'),
    payload_size: of('payload_size'),
    test_words: of('test_words'),
    links_differ: of('links_differ'),
    emoji_cut: of('emoji_cut'),
    placeholder: of('placeholder'),
    encoding: of('encoding'),
    empty_word: of('empty_word'),
    control: of('control'),
    unencoded: of('unencoded'),
  };
}
