// Bounds of a campaign whose content is approved: how many people may be new, and that its copy shows nothing that nobody has seen.
import { countOf, formatCount } from '../../numbers.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { showShare } from '../../campaign/limit.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { AuditFinding, CampaignPlan } from '../../generated/plan.ts';
import { lostInBinary, originInCampaign, recipientsOf } from './guard-measure.ts';

/** By people, not by recipients: those who have got it are no fewer people. */
export function judgeNewcomers(
  campaign: Campaign,
  newcomers: number,
  counts: CampaignPlan['counts'],
): readonly Diagnostic[] {
  const limit = campaign.content?.newcomers;
  const all = recipientsOf(counts) + counts.settled + counts.in_doubt;
  if (limit === undefined || newcomers <= limit * all + lostInBinary) return [];
  const { at, where, whoChanges } = originInCampaign(campaign, ['newcomers']);
  // Upwards, so that what is above the limit never looks as if it were at it.
  const share = showShare(Math.ceil((newcomers * 1000) / all) / 1000);
  const message = `${formatCount(newcomers)} of the ${countOf(all, 'person', 'people')} of ${campaign.id} ${newcomers === 1 ? 'is' : 'are'} new (${share}), and newcomers is ${showShare(limit)}`;
  const help = `Check why so many have joined the audience. If they are meant, make a plan, have it reviewed and apply it. newcomers ${where}; ${whoChanges}.`;
  return [errorAt(at, 'PP364', message, help)];
}

/** What is found of the copy that somebody is to act on, each kind in each place once: "weird:title". */
export function listCopyFound(audit: readonly AuditFinding[]): readonly string[] {
  const found = audit.filter(({ level }) => level !== 'info').map(({ check, surface }) => `${check}:${surface ?? ''}`);
  return [...new Set(found)].toSorted();
}

/** `approved` is what the plan that was approved had. */
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
