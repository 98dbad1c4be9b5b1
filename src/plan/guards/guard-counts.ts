// Guards over the counts of a campaign: the number of recipients, rows and invalid rows, and growth or shrinkage since the last run.
import { countOf, formatCount } from '../../numbers.ts';
import type { Campaign, Limit } from '../../campaign/campaign.ts';
import { showGrowth, showLimit, showShare } from '../../campaign/limit.ts';
import {
  lostInBinary,
  originInCampaign,
  originInPolicy,
  recipientsOf,
  type Facts,
  type Measure,
  type Origin,
  type GuardPolicy,
} from './guard-measure.ts';

export function measureRecipients(campaign: Campaign, { counts }: Facts, policy: GuardPolicy): readonly Measure[] {
  const recipients = recipientsOf(counts);
  return both(campaign, policy, 'max_recipients', campaign.maxRecipients, policy.maxRecipients, (limit) => ({
    value: String(recipients),
    limit: String(limit),
    passed: recipients <= limit,
    refusal: {
      code: 'PP301',
      message: `${campaign.id} would be sent to ${countOf(recipients, 'recipient')}, and max_recipients is ${formatCount(limit)}`,
      help: 'Narrow the audience, or raise max_recipients if that many are meant.',
    },
  }));
}

export function measureInvalid(
  campaign: Campaign,
  { counts }: Pick<Facts, 'counts'>,
  policy: GuardPolicy,
): readonly Measure[] {
  const { invalid, filtered } = counts.removed;
  const rows = counts.rows - filtered;
  const share = rows === 0 ? 0 : invalid / rows;
  return both(campaign, policy, 'max_invalid', campaign.maxInvalid, policy.maxInvalid, (limit: Limit) => ({
    value: limit.kind === 'count' ? String(invalid) : roughShare(share),
    limit: showLimit(limit),
    passed: invalid <= (limit.kind === 'count' ? limit.count : limit.share * rows + lostInBinary),
    refusal: {
      code: 'PP302',
      message: `${campaign.id} has ${countOf(invalid, 'invalid row')} of ${formatCount(rows)} (${roughShare(share)}), and max_invalid is ${showLimit(limit)}`,
      help: 'Fix the rows named in the warnings, or raise max_invalid.',
    },
  }));
}

/** Measures nothing before the first run. */
export function measureGrowth(
  campaign: Campaign,
  { counts, sentLast }: Facts,
  policy: GuardPolicy,
): readonly Measure[] {
  if (sentLast === undefined) return [];
  const recipients = recipientsOf(counts);
  // Rounded up, so that a factor above the limit never looks equal to it.
  const growth = showGrowth(Math.ceil((recipients * 100) / sentLast) / 100);
  return both(campaign, policy, 'max_growth', campaign.maxGrowth, policy.maxGrowth, (limit) => ({
    value: growth,
    limit: showGrowth(limit),
    passed: recipients <= limit * sentLast + lostInBinary,
    refusal: {
      code: 'PP307',
      message: `${campaign.id} would be sent to ${countOf(recipients, 'recipient')}, ${growth} the ${formatCount(sentLast)} of its last run, and max_growth is ${showGrowth(limit)}`,
      help: 'Check why the audience has grown, or raise max_growth if that many are meant.',
    },
  }));
}

/** Whether a limit needs the number of the last run. */
export function hasLookBack(campaign: Campaign, policy: GuardPolicy): boolean {
  return [campaign.maxGrowth, policy.maxGrowth, campaign.maxShrink, policy.maxShrink].some(
    (limit) => limit !== undefined,
  );
}

/** Counts people, not recipients, because people who already got it belong to the audience too. A plan that sends to nobody may have any audience. */
export function measureShrink(
  campaign: Campaign,
  { counts, sentLast }: Facts,
  policy: GuardPolicy,
): readonly Measure[] {
  if (sentLast === undefined) return [];
  const people = recipientsOf(counts) + counts.settled + counts.in_doubt;
  // Rounded up, so that a factor above the limit never looks equal to it.
  const shrink = showGrowth(people === 0 ? sentLast : Math.ceil((sentLast * 100) / people) / 100);
  return both(campaign, policy, 'max_shrink', campaign.maxShrink, policy.maxShrink, (limit) => ({
    value: shrink,
    limit: showGrowth(limit),
    passed: recipientsOf(counts) === 0 || people * limit >= sentLast - lostInBinary,
    refusal: {
      code: 'PP333',
      message: `the audience of ${campaign.id} has ${countOf(people, 'person', 'people')}, and its last run had ${formatCount(sentLast)}: ${shrink} fewer, and max_shrink is ${showGrowth(limit)}`,
      help: 'Check why the audience has shrunk, or raise max_shrink if so few are meant.',
    },
  }));
}

/** Counts the rows that pass `where`, valid or not. */
export function measureAtLeast(campaign: Campaign, { counts }: Facts): readonly Measure[] {
  const { atLeast } = campaign;
  if (atLeast === undefined) return [];
  const rows = counts.rows - counts.removed.filtered;
  return [
    {
      guard: 'at_least',
      value: String(rows),
      limit: String(atLeast),
      passed: rows >= atLeast,
      origin: originInCampaign(campaign, ['at_least']),
      refusal: {
        code: 'PP329',
        message: `the audience of ${campaign.id} has ${countOf(rows, 'row')}, and at_least is ${formatCount(atLeast)}`,
        help: 'Check whether the export was cut, or lower at_least if so few are meant.',
      },
    },
  ];
}

/** Applies both the campaign's own limit and the policy's, so that a campaign can only be stricter. */
function both<Value>(
  campaign: Campaign,
  policy: GuardPolicy,
  guard: string,
  own: Value | undefined,
  common: Value | undefined,
  measure: (limit: Value) => Omit<Measure, 'guard' | 'origin'>,
): readonly Measure[] {
  const at = (origin: Origin, limit: Value | undefined): readonly Measure[] =>
    limit === undefined ? [] : [{ guard, origin, ...measure(limit) }];
  return [...at(originInCampaign(campaign, [guard]), own), ...at(originInPolicy(policy, [guard]), common)];
}

/** Rounded to three digits. */
function roughShare(share: number): string {
  return showShare(Number(share.toPrecision(3)));
}
