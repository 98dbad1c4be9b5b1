// Drafts are checked and rendered like other campaigns, but are neither planned nor sent.
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { makeRepository } from '../support/git-repository.ts';
import { planWithBase } from '../support/plan-with-base.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const draft = campaignText({ id: 'later', campId: 8, more: 'draft: true\nat_least: 1000' });

test('a draft has counts of zero next to a campaign that is sent, blocks nothing, and is named in every output format', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'later.campaign.yaml': draft,
    'people.csv': people(10),
  });
  const plan = readPlan(await workspace.run('plan', '--json'));
  expect(plan.totals).toMatchObject({ rows: 10, send: 10 });
  expect(plan.campaigns.map((one) => [one.id, one.draft, one.counts.rows])).toEqual([
    ['hello', undefined, 10],
    ['later', true, 0],
  ]);
  expect((await workspace.run('plan')).stdout).toContain('draft: checked, and nothing of it is planned or sent');
  const { stdout: comment } = await workspace.run('plan', '--format', 'markdown');
  expect(comment).toContain('**draft** (`later`): checked, and nothing of it is planned or sent.');
  const { stdout: rendered } = await workspace.run('render', 'later.campaign.yaml', '--limit', '1');
  expect(rendered).toContain('"camp_id":8');
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals).toMatchObject({ planned: 10, accepted: 10 });
  expect(await workspace.reached()).toHaveLength(10);
  const faulty = draft.replace('{{name}}', '{{nam}}');
  await workspace.write('later.campaign.yaml', faulty);
  expect((await workspace.run('validate')).exitCode).toBe(3);
  await workspace.write('later.campaign.yaml', draft.replace('at_least: 1000', ''));
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ rows: 10, settled: 10 });
});

test('against a base, a campaign that became a draft is not compared, and a former draft is new', async () => {
  await using repository = await makeRepository({
    'hello.campaign.yaml': campaignText(),
    'later.campaign.yaml': draft,
    'people.csv': people(10),
  });
  await repository.write('hello.campaign.yaml', campaignText({ more: 'draft: true' }));
  await repository.write('later.campaign.yaml', campaignText({ id: 'later', campId: 8 }));
  const { campaigns } = await planWithBase(repository);
  expect(campaigns).toMatchObject([
    { id: 'hello', draft: true, counts: { rows: 0 } },
    { id: 'later', comparison: { status: 'new', joins: 10 } },
  ]);
  expect(campaigns[0]?.comparison).toBeUndefined();
});
