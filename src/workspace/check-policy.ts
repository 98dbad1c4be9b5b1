// Campaigns that ask for more than the workspace allows: its limits stay in force, and their authors should know.
import type { Campaign, Limit } from '../campaign/campaign.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Policy } from './settings.ts';

export function checkPolicy(campaign: Campaign, policy: Policy): readonly Diagnostic[] {
  const { maxRecipients, maxInvalid, locate } = campaign;
  const findings: Diagnostic[] = [];
  if (maxRecipients !== undefined && maxRecipients > policy.maxRecipients) {
    const message = `max_recipients ${maxRecipients} is above the workspace's ${policy.maxRecipients}, which stays in force`;
    findings.push(warningAt(locate(['max_recipients']), 'PP157', message, help));
  }
  if (maxInvalid !== undefined && isLooser(maxInvalid, policy.maxInvalid)) {
    const message = `max_invalid ${showLimit(maxInvalid)} is above the workspace's ${showLimit(policy.maxInvalid)}, which stays in force`;
    findings.push(warningAt(locate(['max_invalid']), 'PP157', message, help));
  }
  return findings;
}

const help = 'Lower it, or raise the policy in pushplan.yaml.';

/** A count and a share can only be compared when the number of rows is known; then both hold. */
function isLooser(limit: Limit, policy: Limit): boolean {
  if (limit.kind === 'count') return policy.kind === 'count' && limit.count > policy.count;
  return policy.kind === 'share' && limit.share > policy.share;
}

function showLimit(limit: Limit): string {
  // 0.07 times 100 is 7.000000000000001
  return limit.kind === 'count' ? String(limit.count) : `${Number((limit.share * 100).toPrecision(12))}%`;
}
