// Campaigns with `approve: content`: applied every day to everybody in the audience, within its bounds and with the reviewed content.
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { initRepository } from '../support/git-repository.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const cart = campaignText({ more: 'approve: content\nnewcomers: 20%' });
const files = { 'hello.campaign.yaml': cart, 'people.csv': people(10) };
const file = 'hello.campaign.yaml';

async function approve(workspace: SendingWorkspace, ...allow: readonly string[]): Promise<string> {
  const planned = await workspace.run('plan', '--out', 'a.plan.json', '--json', ...allow);
  expect(planned.exitCode).toBe(0);
  expect((await workspace.run('apply', 'a.plan.json', '--yes')).exitCode).toBe(0);
  return readPlan(planned).seal ?? '';
}

function daily(workspace: SendingWorkspace): ReturnType<SendingWorkspace['run']> {
  return workspace.run('apply', '--approved', '--yes', '--json');
}

test('an approved campaign is sent without a review within its bounds, but not beyond them and not with changed content', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const never = await daily(workspace);
  expect([never.exitCode, readDiagnostics(never)]).toMatchObject([5, [{ code: 'PP363' }]]);
  const seal = await approve(workspace);

  await workspace.write('people.csv', people(12));
  const grown = await daily(workspace);
  expect(readRun(grown)).toMatchObject({ seal, totals: { planned: 2, accepted: 2 } });

  await workspace.write('people.csv', people(16));
  const jumped = await daily(workspace);
  expect([jumped.exitCode, readDiagnostics(jumped)]).toMatchObject([
    4,
    [{ code: 'PP364', file, line: 4, message: '4 of the 16 people of hello are new (25%), and newcomers is 20%' }],
  ]);

  await workspace.write(file, `# A comment\n${cart.replace('Good to see you', 'Good to see')}`);
  const changed = await daily(workspace);
  expect([changed.exitCode, readDiagnostics(changed)]).toMatchObject([
    5,
    [
      {
        code: 'PP363',
        message: expect.stringMatching(
          /^the content of hello is not what was approved on .+; it differs in: hello\.campaign\.yaml$/v,
        ),
      },
    ],
  ]);
  expect(workspace.sandbox.stats().deliveries).toBe(12);

  await workspace.write(file, `# A comment\n${cart}`);
  await workspace.write('people.csv', people(13));
  expect(readRun(await daily(workspace))).toMatchObject({ totals: { accepted: 1 } });
  await workspace.write(
    'pushplan.yaml',
    `${await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8')}policy: { max_growth: 9x }\n`,
  );
  const policy = await daily(workspace);
  expect(readDiagnostics(policy)).toMatchObject([{ code: 'PP363', message: expect.stringMatching(/: policy$/v) }]);
});

test('a saved plan accepts other people within its bounds, but no changed content', async () => {
  await using workspace = await makeSendingWorkspace(files);
  expect((await workspace.run('plan', '--out', 'a.plan.json')).exitCode).toBe(0);
  await workspace.write('people.csv', people(20, 5));
  const others = await workspace.run('apply', 'a.plan.json', '--yes', '--json');
  expect([others.exitCode, readDiagnostics(others)]).toMatchObject([
    4,
    [{ code: 'PP364', message: expect.stringMatching(/^15 of the 20/v) }],
  ]);
  await workspace.write('people.csv', people(11, 1));
  await workspace.write(file, cart.replace('Good', 'Bad'));
  const changed = await workspace.run('apply', 'a.plan.json', '--yes', '--json');
  expect([changed.exitCode, readDiagnostics(changed)]).toMatchObject([5, [{ code: 'PP363' }]]);
  await workspace.write(file, cart);
  const sent = await workspace.run('apply', 'a.plan.json', '--yes', '--json');
  expect(readRun(sent)).toMatchObject({ totals: { accepted: 11 } });
});

test('one plan can have both kinds of approval, names them, and binds the people of the other campaign', async () => {
  const other = campaignText({ id: 'other', campId: 8, file: 'others.csv' });
  await using workspace = await makeSendingWorkspace({
    ...files,
    'other.campaign.yaml': other,
    'others.csv': people(3),
  });
  const text = await workspace.run('plan', '--out', 'a.plan.json');
  expect(text.stdout).toContain('Approves the content of hello (new people: at most 20%)');
  expect(text.stdout).toContain('Approves the people of other.');
  const comment = await workspace.run('plan', '--format', 'markdown');
  expect(comment.stdout.slice(0, 400)).toContain('**Approves the content** of `hello`');
  await workspace.write('others.csv', people(4));
  const newcomer = await workspace.run('apply', 'a.plan.json', '--yes', '--json');
  expect([newcomer.exitCode, readDiagnostics(newcomer)]).toMatchObject([5, [{ code: 'PP303' }]]);
  await workspace.write('others.csv', people(3));
  await workspace.write('people.csv', people(11));
  expect(readRun(await workspace.run('apply', 'a.plan.json', '--yes', '--json'))).toMatchObject({
    totals: { accepted: 14 },
  });
  const left = await daily(workspace);
  expect(left.stderr).toContain('Left out, since a review approves their people: other');
  expect(readRun(left).totals.planned).toBe(0);
});

test('running the job of an older merge again does not replace a later approval', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { git } = initRepository(workspace.root);
  await workspace.run('plan', '--out', 'one.plan.json');
  expect((await workspace.run('apply', 'one.plan.json', '--yes')).exitCode).toBe(0);
  await workspace.write(file, cart.replace('Good', 'Very good'));
  git('commit', '-qam', 'two');
  await approve(workspace);
  git('checkout', '--quiet', 'HEAD^');
  const again = await workspace.run('apply', 'one.plan.json', '--yes');
  expect(again.exitCode).toBe(0);
  expect(again.stderr).toMatch(/^Commit [\da-f]{12} is later: its approval of hello stays\.$/mv);
  git('checkout', '--quiet', 'main');
  expect((await daily(workspace)).exitCode).toBe(0);
});

test('text problems that the approved plan did not have block the apply', async () => {
  await using workspace = await makeSendingWorkspace(files);
  await approve(workspace);
  await workspace.write('people.csv', `${people(10)}eve@example.com,{{name}}\n`);
  const found = await daily(workspace);
  expect([found.exitCode, readDiagnostics(found).map(({ code }) => code)]).toMatchObject([
    4,
    expect.arrayContaining(['PP365']),
  ]);
});

test('the expected seal still matches on later days, with more people', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, [file]: campaignText({ more: 'approve: content' }) });
  const seal = await approve(workspace);
  await workspace.write('people.csv', people(30));
  const next = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
  expect(readRun(next)).toMatchObject({ seal, totals: { accepted: 20 } });
});

test.each([
  ['without a campaign that is approved by content', { [file]: campaignText() }, ['--approved'], 3, 'PP366'],
  ['together with a seal', {}, ['--approved', '--expect-seal', `pp1:${'0'.repeat(64)}`], 3, 'PP502'],
])('--approved %s: nothing is sent', async (_name, more, argv, exitCode, code) => {
  await using workspace = await makeSendingWorkspace({ ...files, ...more });
  const result = await workspace.run('apply', '--yes', '--json', ...argv);
  expect([result.exitCode, readDiagnostics(result)]).toMatchObject([exitCode, [{ code }]]);
});
