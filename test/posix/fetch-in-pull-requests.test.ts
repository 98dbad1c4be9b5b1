// The jobs of init's options: a pull request with a query gets its data after a review, and a schedule sends what was approved.
import { expect, test } from 'vitest';
import { makePullRequestWorld, type WorkflowResult } from '../support/pull-request-world.ts';
import type { JobResult } from '../support/runner.ts';

const vip = { number: 7, branch: 'vip' } as const;

function jobOf({ jobs }: WorkflowResult, name: keyof WorkflowResult['jobs']): JobResult {
  const job = jobs[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  return job;
}

function lockIn(summary: string): string {
  return /`audiences\/vip\.lock\.yaml`\n\n```yaml\n(?<lock>[^`]*)```/v.exec(summary)?.groups?.['lock'] ?? '';
}

test('a missing lock is shown, what it names is planned and sent, and the schedule finds both approvals', async () => {
  await using world = await makePullRequestWorld({ init: ['--cron', '17 6 * * *', '--fetch-in-pull-requests'] });
  // Prints its query, in place of the rows that a warehouse would return.
  const source = '\nsources:\n  warehouse: { kind: command, run: [cat] }\n';
  await world.commit('main', { 'pushplan.yaml': (await world.read('pushplan.yaml')) + source });
  const welcome = await world.read('welcome.campaign.yaml');
  const campaign = welcome
    .replace('id: push-welcome', 'id: vip')
    .replace('camp_id: 1', 'camp_id: 2')
    .replace(/ {2}file: .*\n/v, '  source: warehouse\n  query: audiences/vip.sql\n');
  const rows = 'email,first_name,plan,optin\nana@example.com,Ana,Plus,true\n';
  await world.commit('vip', {
    'vip.campaign.yaml': campaign,
    'audiences/vip.sql': rows,
    'welcome.campaign.yaml': welcome.replace('\naudience:', '\napprove: content\naudience:'),
  });
  const first = await world.onPullRequest(vip);
  expect(jobOf(first, 'plan').conclusion).toBe('failure');
  expect(jobOf(first, 'data').conclusion, jobOf(first, 'data').log).toBe('failure');
  expect(jobOf(first, 'data-comment').conclusion).toBe('skipped');
  const lock = lockIn(jobOf(first, 'data').summary);
  expect(lock).toContain('campaign: vip\n');

  await world.commit('vip', { 'audiences/vip.lock.yaml': lock });
  const second = await world.onPullRequest(vip);
  expect(jobOf(second, 'plan').summary).toMatch(/^### Without data: people of `vip` were \*\*not looked at\*\*/v);
  expect(jobOf(second, 'data').conclusion, jobOf(second, 'data').log).toBe('success');
  expect(world.forge.comments).toHaveLength(1);
  expect(world.forge.comments[0]?.body).toMatch(/^[^\n]*Merging sends at most \*\*6\*\*/v);
  await world.merge(vip);
  const pushed = await world.onPush();
  expect(jobOf(pushed, 'apply').conclusion, jobOf(pushed, 'apply').log).toBe('success');
  expect(world.sandbox.stats().deliveries).toBe(6);

  // Nothing was deferred and nobody is new. The newest commit does not concern the workspace.
  await world.commit('main', { '../shop.txt': 'another change' });
  const later = await world.onSchedule();
  expect(jobOf(later, 'apply').conclusion).toBe('skipped');
  expect(jobOf(later, 'scheduled').conclusion, jobOf(later, 'scheduled').log).toBe('success');
  for (const step of ['Send what was put off', 'content'])
    expect(jobOf(later, 'scheduled').steps[step]?.conclusion).toBe('success');
  expect(jobOf(later, 'scheduled').summary).toBe('Nothing to send.\nNothing to send.\n');

  await world.commit('main', { 'README.md': 'a change that nobody has reviewed' });
  expect(jobOf(await world.onSchedule(), 'scheduled').summary).toMatch(
    /^Nothing that was put off is sent: commit [\da-f]{7} is not the merge of a pull request\.\nNothing to send\.\n$/v,
  );
});
