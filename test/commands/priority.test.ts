// `priority: high` is shown in the plan, and such a campaign is sent before others in the same apply.
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = {
  'a.campaign.yaml': campaignText({ id: 'news' }),
  'b.campaign.yaml': campaignText({ id: 'alarm', campId: 8, more: 'priority: high' }),
  'people.csv': people(3),
};

test('of two campaigns in one apply, the one with high priority is sent first', async () => {
  await using workspace = await makeSendingWorkspace(files);
  expect((await workspace.run('plan')).stdout).toContain('priority high: sent before campaigns of normal priority');
  const plan = readPlan(await workspace.run('plan', '--json'));
  expect(plan.campaigns.map(({ id, priority }) => [id, priority])).toEqual([
    ['news', 'normal'],
    ['alarm', 'high'],
  ]);
  const first = readRun(await workspace.run('apply', '--yes', '--json', '--max-sends', '3'));
  expect(first.campaigns).toMatchObject([
    { id: 'news', totals: { accepted: 0, not_sent: 3 } },
    { id: 'alarm', totals: { accepted: 3, not_sent: 0 } },
  ]);
  const second = readRun(await workspace.run('resume', first.run, '--json'));
  expect(second).toMatchObject({ state: 'finished', totals: { accepted: 6 } });
});

test('priority is not part of the seal, because it does not change what is sent', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { seal } = readPlan(await workspace.run('plan', '--json'));
  await workspace.write('b.campaign.yaml', campaignText({ id: 'alarm', campId: 8 }));
  expect(readPlan(await workspace.run('plan', '--json')).seal).toBe(seal);
});
