// Follows a campaign through the CI workflow of init: planned on the pull request, commented, merged and sent once.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bot } from '../support/forge-server.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { makePullRequestWorld, type PullRequestWorld } from '../support/pull-request-world.ts';
import type { JobResult } from '../support/runner.ts';

const sale = { number: 7, branch: 'sale' } as const;
/** A pull request from a fork, which gets no comment. For tests of what happens after the merge. */
const quietSale = { ...sale, from: 'colleague/shop' } as const;
const marker = '<!-- pushplan:plan env=production workspace=push -->';
const audience = 'audiences/newcomers.csv';
const campaign = 'welcome.campaign.yaml';

/** Returns the plan that a run kept for the merge. */
async function readKept(world: PullRequestWorld, run: number): Promise<{ readonly seal: string }> {
  return JSON.parse(await readFile(join(world.root, `artifact-${run}-push-push-plan`, 'plan.json'), 'utf8'));
}

/** Returns the result of the job that sends. */
async function readResult({ temp }: JobResult): Promise<unknown> {
  return JSON.parse(await readFile(join(temp, 'result.json'), 'utf8'));
}

test('plan, second push, merge, a cancelled job, a job that sends the rest, and one that sends nothing', async () => {
  // Two requests per second, so that the first is under way when the job is cancelled.
  await using world = await makePullRequestWorld({ requestsPerMinute: 120 });
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  const first = await world.onPullRequest(sale);
  expect(first.jobs.plan.conclusion, first.jobs.plan.log).toBe('success');
  expect(first.jobs.comment.conclusion).toBe('success');
  expect(first.jobs.apply.conclusion).toBe('skipped');
  const [comment] = world.forge.comments;
  expect(comment).toMatchObject({ author: bot, pull: 7 });
  expect(comment?.body).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  expect(comment?.body.split('\n').at(-1)).toBe(marker);
  expect(comment?.body).toContain(first.jobs.plan.summary.trimEnd());
  const firstPlan = await readKept(world, first.run);
  expect(firstPlan).toMatchObject({ environment: 'production', totals: { send: 5 } });

  // People are added, which updates the same comment.
  const rows = Array.from({ length: 40 }, (_, index) => `p${index}@example.com,Gita,Plus,true\n`);
  await world.commit('sale', { [audience]: `${await world.read(audience)}${rows.join('')}` });
  const second = await world.onPullRequest(sale);
  expect(world.forge.comments).toHaveLength(1);
  expect(comment?.body).toMatch(/^[^\n]*Merging sends at most \*\*45\*\*/v);
  const secondPlan = await readKept(world, second.run);
  expect(secondPlan.seal).not.toBe(firstPlan.seal);
  // Nobody has been sent to, and no job of the pull request had a secret.
  expect(world.sandbox.stats().deliveries).toBe(0);

  // The job is cancelled while it sends: requests under way are settled, and the run can be resumed.
  await world.merge(sale);
  const cancelled = await world.onPush({ cancelAt: /accepted|sent|Sending/v });
  expect(cancelled.jobs.plan.conclusion).toBe('skipped');
  expect(cancelled.jobs.apply.conclusion).toBe('cancelled');
  expect(await readResult(cancelled.jobs.apply)).toMatchObject({ state: 'stopped', totals: { in_doubt: 0 } });
  expect(cancelled.jobs.apply.summary).toMatch(/^\*\*run\\_\w+\*\* stopped: planned 45, /v);
  const { deliveries } = world.sandbox.stats();
  expect(deliveries).toBeLessThan(45);

  // The next job sends the rest, and the one after it nothing.
  const rest = await world.onPush();
  expect(rest.jobs.apply.conclusion, rest.jobs.apply.log).toBe('success');
  expect(await readResult(rest.jobs.apply)).toMatchObject({
    run: expect.stringMatching(/^run_/v),
    state: 'finished',
    totals: { planned: 45 - deliveries },
  });
  expect(rest.jobs.apply.summary).toContain(`accepted ${45 - deliveries}`);
  // The comment of the merged pull request reports it, above the plan.
  expect(rest.jobs.report?.conclusion, rest.jobs.report?.log).toBe('success');
  expect(world.forge.comments).toHaveLength(1);
  expect(comment?.body).toMatch(
    /^<!-- pushplan:part report -->\n\n\*\*run\\_\w+\*\* finished: planned[^]*\n\n<!-- pushplan:part plan -->\n\n[^\n]*Merging sends/v,
  );
  expect(comment?.body.split('\n').at(-1)).toBe(marker);
  const again = await world.onPush();
  expect(again.jobs.apply.conclusion).toBe('success');
  expect(again.jobs.apply.summary).toBe('Nothing to send.\n');
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 45, duplicates: 0 });

  const log = JSON.stringify([first, second, cancelled, rest, again]);
  for (const secret of ['the-key-of-production', 'ghs_', 'ada@example.com', 'Gita']) expect(log).not.toContain(secret);
  for (const call of await world.npmCalls()) expect(call).toBe('ci --ignore-scripts --no-audit --no-fund');
});

test('a fork has no secrets and no right to comment, but gets a plan and annotations on its lines', async () => {
  await using world = await makePullRequestWorld();
  const fork = { number: 8, branch: 'fork', from: 'mallory/shop' } as const;
  await world.commit('fork', {
    [campaign]: (await world.read(campaign)).replace('ttl: 86400', 'ttl: 30'),
  });
  const { plan, comment, apply } = (await world.onPullRequest(fork)).jobs;
  expect([plan.conclusion, comment.conclusion, apply.conclusion], plan.log).toEqual(['success', 'skipped', 'skipped']);
  expect(plan.summary).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  expect(readWorkflowCommands(plan.log)).toMatchObject([
    { name: 'warning', properties: { file: `push/${campaign}`, title: expect.stringMatching(/^PP130/v) } },
  ]);
  expect(world.forge.comments).toEqual([]);
  expect(world.forge.asked).toEqual([]);
});

test('the label allows the plan to send again, and the pushplan of the base posts the comment', async () => {
  await using world = await makePullRequestWorld();
  // Like somebody who wants to post comments with a program of their own.
  await world.commit('sale', { 'package-lock.json': '{ "packages": {} }\n' });
  const checkedOut = await world.git('rev-parse', 'main');
  const { run, jobs } = await world.onPullRequest({ ...sale, labels: ['sale', 'allow-resend'] });
  expect([jobs.plan.conclusion, jobs.comment.conclusion], jobs.comment.log).toEqual(['success', 'success']);
  expect(await readKept(world, run)).toMatchObject({ environment: 'production', allowed: ['resend'] });
  expect(world.checkouts.at(-1)).toBe(checkedOut);
  expect(jobs.comment.log).toContain('The comment on pull request 7 of acme/shop posted');
});

test('if the base has no lock yet, the plan is only in the summary, and nothing fails', async () => {
  await using world = await makePullRequestWorld();
  await world.git('rm', '--quiet', 'push/package-lock.json');
  await world.git('commit', '--quiet', '--message', 'Before npm install');
  await world.commit('sale', { 'package-lock.json': '{}\n' });
  const { plan, comment } = (await world.onPullRequest(sale)).jobs;
  expect([plan.conclusion, comment.conclusion]).toEqual(['success', 'success']);
  expect(comment.steps['Comment']?.conclusion).toBe('skipped');
  expect(plan.summary).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  expect(world.forge.comments).toEqual([]);
});

test.each([
  ['no lock', ['push/package-lock.json'], {}],
  ['a lock that npm takes first', [], { 'npm-shrinkwrap.json': '{}' }],
  ['node_modules beside it', [], { 'node_modules/pg/index.js': '' }],
  ['node_modules elsewhere', [], { '../node_modules/pg/é.js': '' }],
  ['a file in place of node_modules', [], { '../tools/node_modules': '' }],
  ['a name that some systems take for it', [], { 'Node_Modules/pg/index.js': '' }],
])('with %s, no job runs pushplan, and each reports why', async (_, removed, files) => {
  const message = /Run npm install there and commit it, but no node_modules/v;
  await using world = await makePullRequestWorld();
  if (removed.length > 0) await world.git('rm', '--quiet', ...removed);
  await world.commit('main', { 'note.txt': 'a change', ...files });
  await world.commit('sale', { 'other.txt': 'another' });
  const { plan, comment } = (await world.onPullRequest(sale)).jobs;
  const { apply } = (await world.onPush()).jobs;
  for (const { conclusion, log, steps } of [plan, apply]) {
    expect(conclusion).toBe('failure');
    expect(steps['Install what the lock says']?.conclusion).toBe('failure');
    expect(readWorkflowCommands(log)).toMatchObject([{ name: 'error', data: expect.stringMatching(message) }]);
  }
  expect(plan.summary).toBe('**Not planned.** The log of this job says why.\n');
  // The base has no lock, or is refused too.
  expect(comment.conclusion).toBe(removed.length > 0 ? 'success' : 'failure');
  expect(world.forge.asked).toEqual([]);
  expect(await world.npmCalls()).toEqual([]);
});

test('errors are reported on the lines and in the comment, and fail the check', async () => {
  await using world = await makePullRequestWorld();
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('{{lower plan}}', '{{lower plam}}') });
  const { plan, comment } = (await world.onPullRequest(sale)).jobs;
  expect([plan.conclusion, comment.conclusion]).toEqual(['failure', 'success']);
  expect(plan.steps['Keep the plan for the merge']?.conclusion).toBe('skipped');
  expect(readWorkflowCommands(plan.log)).toMatchObject([{ name: 'error', properties: { file: `push/${campaign}` } }]);
  expect(world.forge.comments).toHaveLength(1);
  expect(world.forge.comments[0]?.body).toMatch(/^### Blocked: there is no plan until \*\*1 error\*\* is fixed\./v);
  expect(world.forge.comments[0]?.body).toContain('unknown column plam');
});

test('nothing is sent without approval: neither after a direct push, nor from a plan that was blocked', async () => {
  await using world = await makePullRequestWorld();
  const direct = await world.onPush();
  expect(direct.jobs.apply.conclusion).toBe('failure');
  expect(direct.jobs.apply.steps['send']?.conclusion).toBe('skipped');
  expect(readWorkflowCommands(direct.jobs.apply.log)).toMatchObject([
    { name: 'error', data: expect.stringContaining('5 notifications are not sent') },
  ]);
  expect(direct.jobs.apply.summary).toMatch(
    /^\*\*Not sent\.\*\* 5 notifications are not sent, since no approved plan /v,
  );

  await world.commit('sale', {
    [campaign]: (await world.read(campaign)).replace('audience:', 'max_recipients: 2\naudience:'),
  });
  const blocked = await world.onPullRequest(quietSale);
  expect(blocked.jobs.plan.conclusion).toBe('failure');
  expect(blocked.jobs.plan.summary).toMatch(/^[^\n]*Blocked/v);
  // Merging in spite of the failed check would send nothing, since the plan was not kept.
  expect(world.forge.artifacts.get(blocked.run)).toEqual([
    { name: 'push-push-page', expired: false },
    { name: 'push-push-text', expired: false },
  ]);
  expect(world.sandbox.stats().requests).toBe(0);
});

test('if the data of a locked audience is missing, the lock is reviewed, and there is no plan to send', async () => {
  await using world = await makePullRequestWorld();
  const lock = [
    'version: 1',
    'campaign: push-welcome',
    `source: { kind: file, file: ${audience} }`,
    'format: csv',
    `sha256: ${'a'.repeat(64)}`,
    'rows: 41230',
    `rows_sha256: ${'b'.repeat(64)}`,
    'columns: { email: string, first_name: string, plan: string, optin: boolean }',
    'fetched_at: "2026-11-28T06:00:00Z"',
  ];
  await world.commit('sale', { 'audiences/push-welcome.lock.yaml': `${lock.join('\n')}\n` });
  const { run, jobs } = await world.onPullRequest(quietSale);
  expect(jobs.plan.conclusion, jobs.plan.log).toBe('success');
  expect(jobs.plan.summary).toMatch(/^### Without data: people of `push-welcome` were \*\*not looked at\*\*/v);
  expect(jobs.plan.summary).toContain('41,230 rows of 28 November 2026');
  expect(world.forge.artifacts.get(run)).toEqual([
    { name: 'push-push-page', expired: false },
    { name: 'push-push-text', expired: false },
  ]);
});

test('people added after the approval are not sent to: the plan is stale', async () => {
  await using world = await makePullRequestWorld();
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  await world.onPullRequest(quietSale);
  await world.commit('main', { [audience]: `${await world.read(audience)}gita@example.com,Gita,Plus,true\n` });
  await world.merge(quietSale);
  const { apply } = (await world.onPush()).jobs;
  expect(apply.conclusion).toBe('failure');
  expect(readWorkflowCommands(apply.log)).toMatchObject([
    { name: 'error', properties: { title: 'PP303' }, data: expect.stringMatching(/1 notification.*Nothing was sent/v) },
  ]);
  expect(apply.summary).toMatch(/^\*\*Not sent\.\*\* 1 notification of push-welcome .*audiences\/newcomers\.csv/v);
  expect(world.sandbox.stats().requests).toBe(0);
});

test('two pull requests that were planned separately each send their own campaign, and an expired plan sends nothing', async () => {
  await using world = await makePullRequestWorld();
  const second = { number: 9, branch: 'second', from: 'colleague/shop' } as const;
  const text = await world.read(campaign);
  await world.commit('sale', { [campaign]: text.replace('Welcome{{#if', 'Hello{{#if') });
  await world.commit('second', {
    'thanks.campaign.yaml': text.replace('id: push-welcome', 'id: thanks').replace('camp_id: 1', 'camp_id: 2'),
  });
  await world.onPullRequest(quietSale);
  const planned = await world.onPullRequest(second);
  // Both campaigns, since without a secret the plan does not know who was sent to.
  expect(await readKept(world, planned.run)).toMatchObject({ totals: { send: 10 } });
  await world.merge(quietSale);
  expect(await readResult((await world.onPush()).jobs.apply)).toMatchObject({ totals: { accepted: 5 } });
  await world.merge(second);
  const [kept] = (world.forge.artifacts.get(planned.run) ?? []).filter(({ name }) => name.endsWith('-plan'));
  if (kept === undefined) throw new Error('the plan was not kept');
  kept.expired = true;
  const late = (await world.onPush()).jobs.apply;
  expect(late.summary).toContain('5 notifications are not sent');
  expect(late.log).toContain('the newest run for pull request 9');
  expect(late.log).toContain('has expired. Open a pull request');
  kept.expired = false;
  expect(await readResult((await world.onPush()).jobs.apply)).toMatchObject({ totals: { accepted: 5 } });
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 10, duplicates: 0 });
});

test('deleting the last campaign neither fails nor sends anything', async () => {
  await using world = await makePullRequestWorld();
  await world.git('checkout', '--quiet', '-b', 'gone');
  await world.git('rm', '--quiet', `push/${campaign}`);
  await world.git('commit', '--quiet', '--message', 'Delete the last campaign');
  await world.git('checkout', '--quiet', 'main');
  const gone = { number: 9, branch: 'gone', from: 'colleague/shop' } as const;
  const { plan } = (await world.onPullRequest(gone)).jobs;
  expect(plan.conclusion, plan.log).toBe('success');
  expect(plan.summary).toContain('0 campaigns: 1 removed.');
  await world.merge(gone);
  const { apply } = (await world.onPush()).jobs;
  expect(apply.conclusion, apply.log).toBe('success');
  expect(apply.summary).toBe('Nothing to send.\n');
  expect(world.sandbox.stats().requests).toBe(0);
});
