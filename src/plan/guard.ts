// Guards: the limits that make a plan refuse itself. A campaign's and the policy's both hold, so a campaign can only be stricter.
import type { Campaign, Guarantee, Limit, Locate } from '../campaign/campaign.ts';
import { errorAt, type Diagnostic, type Position } from '../diagnostic.ts';
import type { CampaignPlan } from '../generated/plan.ts';

/** The workspace's guards. */
export interface Policy {
  readonly maxRecipients: number;
  readonly maxInvalid: Limit;
  readonly forbid: readonly Guarantee[];
  /** Where they are set, or would be. */
  readonly locate: Locate;
}

/** What blocks this campaign, as errors; an empty list lets it pass. */
export function guardCampaign(campaign: Campaign, counts: CampaignPlan['counts'], policy: Policy): Diagnostic[] {
  const own = (path: string): Position => campaign.locate([path]);
  const common = (path: string): Position => policy.locate(['policy', path]);
  return [
    ...(campaign.maxRecipients === undefined
      ? []
      : guardRecipients(campaign, counts, campaign.maxRecipients, own('max_recipients'))),
    ...guardRecipients(campaign, counts, policy.maxRecipients, common('max_recipients')),
    ...(campaign.maxInvalid === undefined
      ? []
      : guardInvalid(campaign, counts, campaign.maxInvalid, own('max_invalid'))),
    ...guardInvalid(campaign, counts, policy.maxInvalid, common('max_invalid')),
    ...guardGuarantee(campaign, counts, policy),
  ];
}

function guardRecipients(
  campaign: Campaign,
  counts: CampaignPlan['counts'],
  limit: number,
  at: Position,
): Diagnostic[] {
  const recipients = counts.send + counts.resend;
  if (recipients <= limit) return [];
  const message = `${campaign.id} would be sent to ${count(recipients)} recipients, and max_recipients is ${count(limit)}`;
  return [errorAt(at, 'PP301', message, 'Narrow the audience, or raise max_recipients if that many are meant.')];
}

function guardInvalid(campaign: Campaign, counts: CampaignPlan['counts'], limit: Limit, at: Position): Diagnostic[] {
  const { invalid, filtered } = counts.removed;
  const rows = counts.rows - filtered;
  const allowed = limit.kind === 'count' ? limit.count : limit.share * rows;
  if (invalid <= allowed) return [];
  const message = `${campaign.id} has ${count(invalid)} invalid rows of ${count(rows)} (${percent(invalid / rows)}), and max_invalid is ${showLimit(limit)}`;
  return [errorAt(at, 'PP302', message, 'Mend the rows named in the warnings, or raise max_invalid.')];
}

function guardGuarantee(campaign: Campaign, counts: CampaignPlan['counts'], { forbid, locate }: Policy): Diagnostic[] {
  const { id, guarantee } = campaign;
  if (!forbid.includes(guarantee) || counts.send + counts.resend === 0) return [];
  const { file, line } = locate(['policy', 'forbid', forbid.indexOf(guarantee)]);
  const message = `${id} has guarantee: ${guarantee}, which policy.forbid at ${file}:${line} does not allow`;
  const help = `Leave guarantee out, so that nobody gets it twice, or take ${guarantee} out of policy.forbid.`;
  return [errorAt(campaign.locate(['guarantee']), 'PP306', message, help)];
}

function showLimit(limit: Limit): string {
  return limit.kind === 'count' ? count(limit.count) : percent(limit.share);
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: 1 });
}
