// The rows that become no notification, by campaign and reason.
import type { CampaignPlan, Plan } from '../../generated/plan.ts';
import { countOfReason, removalReasons } from '../../plan/selection/removal-reasons.ts';
import { describeEarlier } from '../earlier-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { showName } from './plan-markdown-decision.ts';

const reasons = [
  { name: 'settled before', count: ({ counts }: CampaignPlan) => counts.settled },
  { name: 'in doubt', count: ({ counts }: CampaignPlan) => counts.in_doubt },
  ...removalReasons.map(({ reason, head }) => {
    return { name: head, count: ({ counts }: CampaignPlan) => countOfReason(counts.removed, reason) };
  }),
];

function describeRows({ counts: { rows, lines } }: CampaignPlan): string {
  return lines === undefined ? formatCount(rows) : `${formatCount(rows)} (${countOf(lines, 'line')} of the file)`;
}

export function leftOutSection({ campaigns, totals }: Plan): Section {
  const all = totals.settled + totals.in_doubt + totals.removed;
  // A reason without rows gets no column.
  const shown = reasons.filter(({ count }) => campaigns.some((campaign) => count(campaign) > 0));
  const rows = campaigns.filter((campaign) => shown.some(({ count }) => count(campaign) > 0));
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    ...shown.map(({ name }) => ({ name, align: 'right' }) as const),
    { name: 'of rows', align: 'right' },
  ]);
  const earlier = describeEarlier(campaigns.reduce((sum, { counts }) => sum + counts.settled_earlier, 0));
  return {
    head: `<details><summary><b>Who is left out, and why</b>: ${countOf(all, 'row')}</summary>\n\n${head}\n`,
    parts: rows.map(
      (campaign) => () =>
        tableRow([
          showName(campaign.id),
          ...shown.map(({ count }) => formatCount(count(campaign))),
          describeRows(campaign),
        ]),
    ),
    separator: '\n',
    tail: `${earlier === undefined ? '' : `\n\n${earlier}`}\n\n</details>`,
    leftOut: leaveOut('campaign with rows that are left out', 'campaigns with rows that are left out', 'pushplan plan'),
    rank: 5,
    share: 0.05,
  };
}
