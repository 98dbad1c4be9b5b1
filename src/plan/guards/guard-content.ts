// Limits for a campaign whose content is approved: the share of new people, and no new kinds of copy findings.
import { countOf, formatCount } from '../../numbers.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { showShare } from '../../campaign/limit.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { AuditFinding, CampaignPlan } from '../../generated/plan.ts';
import { lostInBinary, originInCampaign, recipientsOf } from './guard-measure.ts';

/** Counts people, not recipients, because people who already got it belong to the audience too. */
export function judgeNewcomers(
  campaign: Campaign,
  newcomers: number,
  counts: CampaignPlan['counts'],
): readonly Diagnostic[] {
  const limit = campaign.content?.newcomers;
  const all = recipientsOf(counts) + counts.settled + counts.in_doubt;
  if (limit === undefined || newcomers <= limit * all + lostInBinary) return [];
  const { at, where, whoChanges } = originInCampaign(campaign, ['newcomers']);
  // Rounded up, so that a share above the limit never looks equal to it.
  const share = showShare(Math.ceil((newcomers * 1000) / all) / 1000);
  const message = `${formatCount(newcomers)} of the ${countOf(all, 'person', 'people')} of ${campaign.id} ${newcomers === 1 ? 'is' : 'are'} new (${share}), and newcomers is ${showShare(limit)}`;
  const help = `Check why so many have joined the audience. If they are meant, make a plan, have it reviewed and apply it. newcomers ${where}; ${whoChanges}.`;
  return [errorAt(at, 'PP364', message, help)];
}

/** The kinds of copy findings that somebody has to act on, each kind and place once, such as "weird:title". */
export function listCopyFound(audit: readonly AuditFinding[]): readonly string[] {
  const found = audit.filter(({ level }) => level !== 'info').map(({ check, surface }) => `${check}:${surface ?? ''}`);
  return [...new Set(found)].toSorted();
}

/** `approved` are the findings of the approved plan. */
export function judgeNewCopy(
  campaign: Campaign,
  audit: readonly AuditFinding[],
  approved: readonly string[],
): readonly Diagnostic[] {
  const news = listCopyFound(audit).filter((found) => !approved.includes(found));
  if (news.length === 0) return [];
  const shown = news.map((found) => found.replace(/:$/v, '').replace(':', ' of ')).join(', ');
  const message = `the copy of ${campaign.id} shows what the approved plan did not have: ${shown}`;
  const help = 'Look at the findings of pushplan plan. Correct the data, or have a new plan reviewed and apply it.';
  return [errorAt(locateIn(campaign, ['approve']), 'PP365', message, help)];
}
