// Nobody gets the same text twice, even if older jobs run again, a change is reverted, or two jobs alternate.
import { expect, test } from 'vitest';
import { readPlan, readRun } from '../support/documents.ts';
import { runGit } from '../support/git-repository.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const hello = campaignText({ more: 'resend: on_change', title: 'Hello' });
const hi = campaignText({ more: 'resend: on_change', title: 'Hi' });

/** Commits pushplan.yaml, the campaign and its audience. */
function commit({ root }: SendingWorkspace): void {
  runGit(root, ['add', 'pushplan.yaml', 'hello.campaign.yaml', 'people.csv']);
  runGit(root, ['-c', 'user.name=T', '-c', 'user.email=t@example.com', 'commit', '-q', '-m', 'a change']);
}

/** A repository of two commits, `first` and `main`, with a plan of each in 1.plan.json and 2.plan.json: Hello, then Hi. */
async function makePlanned(): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': hello, 'people.csv': people(5) });
  runGit(workspace.root, ['init', '-q', '-b', 'main']);
  commit(workspace);
  runGit(workspace.root, ['branch', 'first']);
  expect((await workspace.run('plan', '--out', '1.plan.json', '--allow', 'resend')).exitCode).toBe(0);
  await workspace.write('hello.campaign.yaml', hi);
  commit(workspace);
  const second = await workspace.run('plan', '--base', 'HEAD^1', '--out', '2.plan.json', '--allow', 'resend');
  expect(second.exitCode, second.stderr).toBe(0);
  return workspace;
}

async function applyAgain(workspace: SendingWorkspace, job: 1 | 2): Promise<number> {
  runGit(workspace.root, ['checkout', '-q', job === 1 ? 'first' : 'main']);
  const applied = await workspace.run('apply', `${job}.plan.json`, '--yes', '--json');
  expect(applied.exitCode, applied.stderr).toBe(0);
  return readRun(applied).totals.planned;
}

/** The number of different people, followed by the sorted titles of all notifications. */
async function arrived(workspace: SendingWorkspace): Promise<readonly string[]> {
  const [who, what] = [await workspace.reached(), await workspace.arrivals()];
  return [`${new Set(who).size} people`, ...what.map(({ notification }) => String(notification['title'])).toSorted()];
}

const once = ['5 people', ...Array<string>(5).fill('Hello'), ...Array<string>(5).fill('Hi')];

test('two jobs that alternate: each person gets each text once', async () => {
  await using workspace = await makePlanned();
  const sent: number[] = [];
  for (const job of [1, 2, 1, 2, 1] as const) sent.push(await applyAgain(workspace, job));
  expect(sent).toEqual([5, 5, 0, 0, 0]);
  expect(await arrived(workspace)).toEqual(once);
});

test('a revert sends nothing again, and the plan shows how many already got the text', async () => {
  await using workspace = await makePlanned();
  await applyAgain(workspace, 1);
  await applyAgain(workspace, 2);
  runGit(workspace.root, ['checkout', '-q', 'main']);
  await workspace.write('hello.campaign.yaml', hello);
  await workspace.write('people.csv', people(6));
  const { totals, campaigns } = readPlan(await workspace.run('plan', '--json'));
  expect(totals).toMatchObject({ rows: 6, send: 1, resend: 0, settled: 5 });
  expect(campaigns[0]?.counts.settled_earlier).toBe(5);
  const said = '5 of those settled were sent this very text before their last one: it is not sent to them again.';
  expect((await workspace.run('plan')).stdout.replaceAll(/\s+/gv, ' ')).toContain(said);
  expect((await workspace.run('plan', '--format', 'markdown')).stdout).toContain(`\n\n${said}\n\n</details>`);
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals.planned).toBe(1);
  expect(await arrived(workspace)).toEqual(['6 people', ...once.slice(1, 6), 'Hello', ...once.slice(6)]);
});

test('a text that was refused in between is not tried again, nor is the text before it', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': hello, 'people.csv': people(5) },
    { shares: { noUserFound: 0, optOut: 1, unregistered: 0 } },
  );
  await workspace.run('apply', '--yes');
  for (const text of [hi, hello, hi]) {
    await workspace.write('hello.campaign.yaml', text);
    await workspace.run('apply', '--yes', '--allow', 'resend');
  }
  expect(await workspace.arrivals()).toHaveLength(10);
});
