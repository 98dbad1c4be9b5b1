// Judges a finished run: whether it kept the fail_on of its campaigns or, if there is none, the default limits.
import { formatCount } from '../../numbers.ts';
import { errorAt, type Diagnostic, type RuleCode } from '../../diagnostic.ts';
import type { Limit } from '../../campaign/campaign.ts';
import { usualRetry } from '../../campaign/schedule/retry-rules.ts';
import { showLimit } from '../../campaign/limit.ts';
import type { CampaignTotals, RunCampaign } from '../ledger.ts';
import type { Vendor } from '../vendor.ts';

/** The default applies only if this many are settled: of a few, half may be chance. */
const enoughToJudge = 20;

/**
 * Returns one finding per limit that is exceeded. Shares refer to what the campaign settled in this run, not to what is left. `run` is how commands
 * name the run, as `nameRun` returns it.
 */
export function judgeRun(
  campaigns: readonly RunCampaign[],
  totals: readonly CampaignTotals[],
  { adviseOnRefusal }: Pick<Vendor, 'adviseOnRefusal'>,
  run = 'RUN',
): Diagnostic[] {
  return campaigns.flatMap((campaign, index) => {
    const found = totals[index];
    if (found === undefined) return [];
    if (Object.keys(campaign.failOn).length === 0) return judgeByDefault(campaign, found, adviseOnRefusal, run);
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
  const message = `${formatCount(count)} of ${formatCount(settled)} ${count === 1 ? 'was' : 'were'} ${what}, and fail_on.${what} is ${showLimit(limit)}`;
  return [findingOf(campaign, 'PP407', message, 'What was sent stays sent. Check the reasons, then the audience.')];
}

/** Reports if everything was rejected, or half or more was refused for one reason: nobody intends that. */
function judgeByDefault(
  campaign: RunCampaign,
  { buckets, refused, rejected }: CampaignTotals,
  adviseOnRefusal: Vendor['adviseOnRefusal'],
  run: string,
): Diagnostic[] {
  const settled = buckets.accepted + buckets.refused + buckets.rejected;
  if (settled < enoughToJudge) return [];
  const all = formatCount(settled);
  if (buckets.rejected === settled) {
    const help = `Check what is sent (pushplan render ${campaign.file} --limit 3) and correct the campaign. The next apply sends notifications that have changed by then. To send the others too, open them again: pushplan resolve ${run} --rejected --reason TEXT`;
    return [findingOf(campaign, 'PP424', `all ${all} were rejected (${Object.keys(rejected).join(', ')})`, help)];
  }
  const [most] = Object.entries(refused).toSorted(([, one], [, other]) => other - one);
  if (most === undefined || most[1] * 2 < settled) return [];
  const [reason, count] = most;
  const message = `${formatCount(count)} of ${all} were refused for one reason: ${reason}`;
  const again =
    usualRetry[reason] === 'manual'
      ? ` When that is fixed: pushplan retry ${run} --only ${reason} --reason TEXT, and apply again.`
      : '';
  const help = `${adviseOnRefusal(reason)}${again} Where so many are expected, write it: fail_on: { refused: 100% }.`;
  return [findingOf(campaign, 'PP424', message, help)];
}

function findingOf({ id, file }: RunCampaign, code: RuleCode, message: string, help: string): Diagnostic {
  return errorAt({ file, line: 1, column: 1 }, code, `${id}: ${message}`, help);
}
