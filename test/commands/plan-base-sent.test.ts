// pushplan plan --base after a send: who is sent to again because the text changed, and that such a plan is applied like any other.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { runGit } from '../support/git-repository.ts';
import { campaignText, people } from '../support/workspace.ts';

async function makeSent(more: string): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ more }),
    'people.csv': people(6),
  });
  runGit(workspace.root, ['init', '-q', '-b', 'main']);
  runGit(workspace.root, ['add', 'pushplan.yaml', 'hello.campaign.yaml', 'people.csv']);
  runGit(workspace.root, ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'first']);
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  return workspace;
}

test('resend: on_change sends again what the base would not send', async () => {
  await using workspace = await makeSent('resend: on_change');
  await workspace.write('hello.campaign.yaml', campaignText({ more: 'resend: on_change', title: 'Hi {{name}}' }));
  await workspace.write('people.csv', people(8));
  const { campaigns } = readPlan(await workspace.run('plan', '--base', 'main', '--json', '--allow', 'resend'));
  expect(campaigns[0]?.counts).toMatchObject({ send: 2, resend: 6 });
  const comparison = { status: 'changed', joins: 2, leaves: 0, stays: 6, changed: 6, send_before: 0, resend_before: 0 };
  expect(campaigns[0]?.comparison).toEqual(comparison);
});

test('settled people are compared too, although nothing is sent to them', async () => {
  await using workspace = await makeSent('');
  await workspace.write(
    'hello.campaign.yaml',
    campaignText({ title: '{{#if (eq name "Person 3")}}Hi{{else}}Hello {{name}}{{/if}}' }),
  );
  const { campaigns, totals } = readPlan(await workspace.run('plan', '--base', 'main', '--json'));
  expect(totals).toMatchObject({ send: 0, settled: 6 });
  expect(campaigns[0]?.comparison).toMatchObject({ status: 'changed', stays: 6, changed: 1, send_before: 0 });
});

test('the base affects neither the seal nor what apply sends from the saved plan', async () => {
  await using workspace = await makeSent('');
  await workspace.write('people.csv', people(9));
  const plain = readPlan(await workspace.run('plan', '--json'));
  const compared = readPlan(await workspace.run('plan', '--base', 'main', '--json', '--out', 'a.plan.json'));
  expect(compared.seal).toBe(plain.seal);
  expect(JSON.parse(await readFile(join(workspace.root, 'a.plan.json'), 'utf8'))).toMatchObject({
    base: { ref: 'main' },
  });
  expect((await workspace.run('apply', 'a.plan.json', '--yes')).exitCode).toBe(0);
  expect(await workspace.reached()).toHaveLength(9);
});
