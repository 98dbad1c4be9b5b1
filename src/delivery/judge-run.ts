// Whether a finished run kept within its campaigns' fail_on.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import type { Limit } from '../campaign/campaign.ts';
import type { CampaignTotals, RunCampaign } from './ledger.ts';

/** One finding per limit that is exceeded. Shares are of what the campaign settled in this run, not of what is left. */
export function judgeRun(campaigns: readonly RunCampaign[], totals: readonly CampaignTotals[]): Diagnostic[] {
  return campaigns.flatMap((campaign, index) => {
    const found = totals[index];
    if (found === undefined) return [];
    const settled = found.planned - found.buckets.not_sent;
    return [
      ...judge(campaign, 'refused', found.buckets.refused, settled, campaign.failOn.refused),
      ...judge(campaign, 'rejected', found.buckets.rejected, settled, campaign.failOn.rejected),
    ];
  });
}

function judge(
  campaign: RunCampaign,
  what: string,
  count: number,
  settled: number,
  limit: Limit | undefined,
): Diagnostic[] {
  if (limit === undefined) return [];
  const allowed = limit.kind === 'count' ? limit.count : limit.share * settled;
  if (count <= allowed) return [];
  const shown = limit.kind === 'count' ? String(limit.count) : `${limit.share * 100}%`;
  const message = `${campaign.id}: ${count.toLocaleString('en')} of ${settled.toLocaleString('en')} were ${what}, and fail_on.${what} is ${shown}`;
  return [
    errorAt(
      { file: campaign.file, line: 1, column: 1 },
      'PP407',
      message,
      'What was sent stays sent. Look at the reasons, then at the audience.',
    ),
  ];
}
