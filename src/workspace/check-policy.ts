// Warns about limits of a campaign that are looser than those of the workspace, which stay in force, and about a window in which the workspace allows
// no sending.
import type { Campaign, Limit } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { showRetry } from '../campaign/schedule/read-retry.ts';
import { isSlower, retryRuleOf } from '../campaign/schedule/retry-rules.ts';
import { showAge, showGrowth, showLimit } from '../campaign/limit.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { checkQuietWindow } from './check-quiet-window.ts';
import type { Policy } from './settings.ts';

export function checkPolicy(campaign: Campaign, policy: Policy): readonly Diagnostic[] {
  const { maxRecipients, maxInvalid, maxGrowth, maxShrink, audience } = campaign;
  const found = [
    compare(['max_recipients'], maxRecipients, policy.maxRecipients, isAbove, String),
    compare(['max_invalid'], maxInvalid, policy.maxInvalid, isLooser, showLimit),
    compare(['max_growth'], maxGrowth, policy.maxGrowth, isAbove, showGrowth),
    compare(['max_shrink'], maxShrink, policy.maxShrink, isAbove, showGrowth),
    compare(['audience', 'max_age'], audience.maxAge, policy.maxAge, isAbove, showAge),
  ];
  const looser = [...found.flat(), ...compareRetry(campaign, policy)].map(({ path, message }) => {
    return warningAt(locateIn(campaign, path), 'PP157', message, 'Lower it, or raise the policy in pushplan.yaml.');
  });
  return [...looser, ...checkQuietWindow(campaign, policy.quietHours)];
}

function compareRetry({ retry = {} }: Campaign, policy: Policy): readonly Finding[] {
  return Object.entries(retry).flatMap(([reason, rule]) => {
    const common = retryRuleOf(policy.retry, reason);
    if (!isSlower(common, rule)) return [];
    const message = `retry.${reason} ${showRetry(rule)} is sooner than the workspace's ${showRetry(common)}, which stays in force`;
    return [{ path: ['retry', reason], message }];
  });
}

interface Finding {
  readonly path: readonly string[];
  readonly message: string;
}

function compare<Value>(
  path: readonly string[],
  own: Value | undefined,
  common: Value | undefined,
  isLooser: (own: Value, common: Value) => boolean,
  show: (value: Value) => string,
): readonly Finding[] {
  if (own === undefined || common === undefined || !isLooser(own, common)) return [];
  const message = `${path.at(-1)} ${show(own)} is above the workspace's ${show(common)}, which stays in force`;
  return [{ path, message }];
}

function isAbove(own: number, common: number): boolean {
  return own > common;
}

/** A count and a share can be compared only when the number of rows is known. Then both apply. */
function isLooser(own: Limit, common: Limit): boolean {
  if (own.kind === 'count') return common.kind === 'count' && own.count > common.count;
  return common.kind === 'share' && own.share > common.share;
}
