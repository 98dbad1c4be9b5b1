import { expect, test } from 'vitest';
import type { Plan } from '../../../src/generated/plan.ts';
import { formatPlanMarkdown } from '../../../src/view/markdown/plan-markdown.ts';
import { compared } from '../../support/review-plan.ts';
import { makePlan } from '../../support/sample-documents.ts';

const [, order] = makePlan().campaigns;
if (order === undefined) throw new Error('the sample has two campaigns');

function commentOn(campaign: Plan['campaigns'][number]): string {
  return formatPlanMarkdown(makePlan({ campaigns: [campaign] }));
}

test('a campaign with a finding about its file has not passed', () => {
  const found = { severity: 'warning', code: 'PP139', message: 'image_url is missing', help: null } as const;
  const diagnostics = [{ ...found, file: order.file, line: 9, column: 1 }];
  const row = (plan: Plan): string | undefined =>
    formatPlanMarkdown(plan)
      .split('\n')
      .find((line) => line.startsWith(`| \`${order.id}\``));
  const campaigns = [{ ...order, diagnostics: [] }];
  expect(row(makePlan({ campaigns, diagnostics: [] }))).toMatch(/passed \|$/v);
  expect(row(makePlan({ campaigns, diagnostics }))).toMatch(/\| 1 warning \|$/v);
});

test('a removed campaign comes before those that are unchanged', () => {
  const base = { ref: 'main', commit: 'd'.repeat(40), removed: [{ id: 'gone', file: 'gone.campaign.yaml' }] };
  const same = { ...order, id: 'same', diagnostics: [], ...compared('unchanged', 0, 0, 0) };
  const edited = { ...same, id: 'edited', ...compared('changed', 0, 0, 0) };
  const text = formatPlanMarkdown(makePlan({ base, campaigns: [same, edited] }));
  const statuses = text.matchAll(/^\| `(?<id>\w+)` \| (?:unchanged|\*\*(?:changed|removed)\*\*) \|/gmv);
  expect([...statuses].map(({ groups }) => groups?.['id'])).toEqual(['edited', 'gone', 'same']);
});

test.each([
  [1, '**async** (`c0`): refusals will not be known'],
  [3, '**async** (`c0`, `c1`, `c2`): refusals will not be known'],
  [1200, '**async** (`c0`, `c1`, `c2` and 1,197 more): refusals will not be known'],
])('%i campaigns with async are named below the table, however long it is', (count, says) => {
  const campaigns = Array.from({ length: count }, (_, index) => ({ ...order, id: `c${index}`, async: true }));
  expect(formatPlanMarkdown(makePlan({ campaigns }))).toContain(says);
  expect(formatPlanMarkdown(makePlan())).not.toContain('async');
});

test.each([
  [{ priority: 'high' }, '**priority high** (`order-update`): sent before campaigns of normal priority.'],
  [
    { guarantee: 'at_least_once' },
    '**guarantee at_least_once** (`order-update`): sent again if in doubt, so a few may get it twice.',
  ],
] as const)('%j is said below the table, but not of a draft, of which nothing is sent', (term, says) => {
  const usual = { ...order, priority: 'normal', guarantee: 'at_most_once' } as const;
  expect(commentOn({ ...usual, ...term })).toContain(says);
  expect(commentOn(usual)).not.toContain(says);
  expect(commentOn({ ...usual, ...term, draft: true })).not.toContain(says);
});
