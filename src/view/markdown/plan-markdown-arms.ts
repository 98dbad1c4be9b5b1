// The arms of tests as a table, and below it what a test with so many people can show.
import type { ArmPlan, CampaignPlan, Plan } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { describePower } from '../plan/arm-words.ts';
import { foldedTable } from './folded-table.ts';
import type { Section } from './markdown-page.ts';
import { showName } from './plan-markdown-decision.ts';
import { safeMarkdown } from './safe-markdown.ts';

const mostTests = 3;

export function armsSection({ campaigns }: Plan): Section {
  const rows = campaigns.flatMap((campaign) => (campaign.arms ?? []).map((arm) => ({ campaign, arm })));
  return foldedTable({
    summary: '<b>Arms</b>',
    isOpen: true,
    columns: [
      { name: 'campaign', align: 'left' },
      { name: 'arm', align: 'left' },
      { name: 'camp_id', align: 'right' },
      { name: 'send', align: 'right' },
      { name: 'later', align: 'right' },
    ],
    rows,
    show: ({ campaign, arm }) => formatRow(campaign, arm),
    of: ['arm', 'arms'],
    below: describeTests(campaigns),
    share: 0.03,
  });
}

function formatRow({ id }: CampaignPlan, { name, camp_id: campId, send, deferred }: ArmPlan): readonly string[] {
  return [
    showName(id),
    safeMarkdown(name),
    String(campId),
    send === 0 ? '0' : `**${formatCount(send)}**`,
    formatCount(deferred),
  ];
}

function describeTests(campaigns: readonly CampaignPlan[]): string {
  const tests = campaigns.flatMap(({ id, power }) => (power === undefined ? [] : [{ id, power }]));
  return tests
    .slice(0, mostTests)
    .map(({ id, power }) => `\n\nTest of ${showName(id)}, ${describePower(power, safeMarkdown)}.`)
    .join('');
}
