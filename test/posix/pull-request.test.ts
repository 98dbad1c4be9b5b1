// The way of a campaign through CI, as init's workflow goes it: planned on the pull request, commented, merged, sent once.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bot } from '../support/forge-server.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { makePullRequestWorld, type PullRequestWorld } from '../support/pull-request-world.ts';

// Some sixty processes, of git and of shells most of them.
vi.setConfig({ testTimeout: 120_000 });

const sale = { number: 7, branch: 'sale' } as const;
/** Without a comment, where it is about what happens after. */
const quietSale = { ...sale, from: 'colleague/shop' } as const;
const marker = '<!-- pushplan:plan env=production workspace=push -->';
const audience = 'audiences/newcomers.csv';
const campaign = 'welcome.campaign.yaml';

/** The workflow with a comment from the very job that plans. */
async function commentFromPlan(world: PullRequestWorld): Promise<Readonly<Record<string, string>>> {
  const path = '../.github/workflows/pushplan.yml';
  return { [path]: (await world.read(path)).replace('base: HEAD^1', 'base: HEAD^1\n          comment: true') };
}

test('plan, second push, merge, a job that is cancelled, the rest, and again', async () => {
  // Two requests a second: the first is under way when the job is cancelled.
  await using world = await makePullRequestWorld({ requestsPerMinute: 120 });
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  const first = await world.onPullRequest(sale);
  expect(first.jobs.plan).toMatchObject({ conclusion: 'success', outputs: { verdict: 'sends' } });
  expect(first.jobs.comment.conclusion).toBe('success');
  expect(first.jobs.apply.conclusion).toBe('skipped');
  const [comment] = world.forge.comments;
  expect(comment).toMatchObject({ author: bot, pull: 7 });
  expect(comment?.body).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  expect(comment?.body.split('\n').at(-1)).toBe(marker);
  expect(comment?.body).toContain(first.jobs.plan.summary.trimEnd());
  expect(first.jobs.plan.steps['plan']).toMatchObject({
    has_sends: 'true',
    recipients: '5',
    'exit-code': '0',
    run: '',
  });

  // People join: the same comment says so.
  const rows = Array.from({ length: 40 }, (_, index) => `p${index}@example.com,Gita,Plus,true\n`);
  await world.commit('sale', { [audience]: `${await world.read(audience)}${rows.join('')}` });
  const second = await world.onPullRequest(sale);
  expect(world.forge.comments).toHaveLength(1);
  expect(comment?.body).toMatch(/^[^\n]*Merging sends at most \*\*45\*\*/v);
  const seals = [first, second].map(({ jobs }) => jobs.plan.steps['plan']?.['seal']);
  expect(new Set(seals).size).toBe(2);
  // Nobody has been sent anything, and no job of the pull request had a secret.
  expect(world.sandbox.stats().deliveries).toBe(0);

  // Somebody cancels the job while it sends: what is under way is settled, and the run is resumable.
  await world.merge(sale);
  const cancelled = await world.onPush({ cancelAt: /accepted|sent|Sending/v });
  expect(cancelled.jobs.plan.conclusion).toBe('skipped');
  expect(cancelled.jobs.apply.steps['2']).toMatchObject({ verdict: 'stopped', 'exit-code': '8', seal: seals[1] });
  const { deliveries } = world.sandbox.stats();
  expect(deliveries).toBeLessThan(45);

  // Run again, it sends the rest; and again, nothing.
  const rest = await world.onPush();
  expect(rest.jobs.apply.conclusion, rest.jobs.apply.log).toBe('success');
  expect(rest.jobs.apply.steps['2']).toMatchObject({
    verdict: 'sent',
    recipients: String(45 - deliveries),
    run: expect.stringMatching(/^run_/v),
    'exit-code': '0',
  });
  expect(rest.jobs.apply.summary).toContain(`accepted ${45 - deliveries}`);
  const again = await world.onPush();
  expect(again.jobs.apply.conclusion).toBe('success');
  expect(again.jobs.apply.steps['2']).toMatchObject({ verdict: 'nothing', has_sends: 'false' });
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 45, duplicates: 0 });

  const log = JSON.stringify([first, second, cancelled, rest, again]);
  for (const secret of ['the-key-of-production', 'ghs_', 'ada@example.com', 'Gita']) expect(log).not.toContain(secret);
  for (const call of await world.npmCalls()) expect(call).toMatch(/^install --ignore-scripts .* pushplan@\d/v);
});

test('a fork: no secret and no right to write, but the plan is there, and what is wrong on its lines', async () => {
  await using world = await makePullRequestWorld();
  const fork = { number: 8, branch: 'fork', from: 'mallory/shop' } as const;
  await world.commit('fork', {
    ...(await commentFromPlan(world)),
    [campaign]: (await world.read(campaign)).replace('ttl: 86400', 'ttl: 30'),
  });
  const { plan, comment, apply } = (await world.onPullRequest(fork)).jobs;
  expect([plan.conclusion, comment.conclusion, apply.conclusion]).toEqual(['success', 'skipped', 'skipped']);
  expect(plan.summary).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  expect(readWorkflowCommands(plan.log)).toMatchObject([
    { name: 'warning', properties: { file: `push/${campaign}`, title: expect.stringMatching(/^PP130/v) } },
  ]);
  expect(world.forge.comments).toEqual([]);
  expect(world.forge.asked).toEqual([]);
});

test('the comment of the job that plans, the label, and the pushplan that the lock file names', async () => {
  await using world = await makePullRequestWorld();
  const lock = JSON.stringify({ packages: { 'node_modules/pushplan': { version: '0.1.0' } } });
  await world.commit('sale', { ...(await commentFromPlan(world)), 'package-lock.json': lock });
  const { run, jobs } = await world.onPullRequest({ ...sale, labels: ['sale', 'allow-resend'] });
  expect([jobs.plan.conclusion, jobs.comment.conclusion]).toEqual(['success', 'success']);
  expect(jobs.plan.log).toContain('The comment on pull request 7 of acme/shop posted');
  expect(jobs.comment.log).toContain('says this already');
  expect(world.forge.comments).toHaveLength(1);
  const saved = join(world.root, `artifact-${run}-pushplan-plan-production-push`, 'plan.json');
  expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ environment: 'production', allowed: ['resend'] });
  // The job without a checkout installs the version that wrote the workflow.
  expect(await world.npmCalls()).toEqual([
    'ci --ignore-scripts --no-audit --no-fund',
    expect.stringMatching(new RegExp(`^install .* pushplan@${RegExp.escape(manifest.version)} pg@8 pg-boss@12$`, 'v')),
  ]);
});

test('what is wrong is said on the lines and in the comment, and fails the check', async () => {
  await using world = await makePullRequestWorld();
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('{{lower plan}}', '{{lower plam}}') });
  const { plan, comment } = (await world.onPullRequest(sale)).jobs;
  expect([plan.conclusion, comment.conclusion]).toEqual(['failure', 'success']);
  expect(plan.steps['plan']).toMatchObject({ verdict: 'failed', 'exit-code': '3', plan: '' });
  expect(readWorkflowCommands(plan.log)).toMatchObject([{ name: 'error', properties: { file: `push/${campaign}` } }]);
  expect(world.forge.comments).toHaveLength(1);
  expect(world.forge.comments[0]?.body).toMatch(/^### Blocked: there is no plan until \*\*1 error\*\* is put right\./v);
  expect(world.forge.comments[0]?.body).toContain('unknown column plam');
});

test('what nobody approved is not sent: a push of its own, and a plan that was blocked', async () => {
  await using world = await makePullRequestWorld();
  const direct = await world.onPush();
  expect(direct.jobs.apply.conclusion).toBe('failure');
  expect(direct.jobs.apply.steps['2']).toMatchObject({ verdict: 'unreviewed', recipients: '5', 'exit-code': '4' });
  expect(readWorkflowCommands(direct.jobs.apply.log)).toMatchObject([
    { name: 'error', data: expect.stringContaining('5 notifications are not sent') },
  ]);

  await world.commit('sale', {
    [campaign]: (await world.read(campaign)).replace('audience:', 'max_recipients: 2\naudience:'),
  });
  const blocked = await world.onPullRequest(quietSale);
  expect(blocked.jobs.plan.steps['plan']).toMatchObject({ verdict: 'blocked', 'exit-code': '4', plan: '' });
  expect(blocked.jobs.plan.summary).toMatch(/^[^\n]*Blocked/v);
  // Merged against the red check there is nothing to apply: the plan was not kept.
  expect(world.forge.artifacts.get(blocked.run)).toEqual([
    { name: 'pushplan-comment-production-push', expired: false },
  ]);
  expect(world.sandbox.stats().requests).toBe(0);
});

test('who joins after the approval is not sent to: the plan is stale', async () => {
  await using world = await makePullRequestWorld();
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  await world.onPullRequest(quietSale);
  await world.commit('main', { [audience]: `${await world.read(audience)}gita@example.com,Gita,Plus,true\n` });
  await world.merge(quietSale);
  const { apply } = (await world.onPush()).jobs;
  expect(apply.steps['2']).toMatchObject({ verdict: 'stale', 'exit-code': '5' });
  expect(readWorkflowCommands(apply.log)).toMatchObject([
    { name: 'error', properties: { title: 'PP303' }, data: expect.stringMatching(/1 notification.*Nothing was sent/v) },
  ]);
  expect(apply.summary).toMatch(
    /^\*\*Not sent\.\*\* 1 notification of push\\-welcome .*audiences\\\/newcomers\\\.csv/v,
  );
  expect(world.sandbox.stats().requests).toBe(0);
});

test('two pull requests, each planned without the other: each sends its own, and an expired plan nothing', async () => {
  await using world = await makePullRequestWorld();
  const second = { number: 9, branch: 'second', from: 'colleague/shop' } as const;
  const text = await world.read(campaign);
  await world.commit('sale', { [campaign]: text.replace('Welcome{{#if', 'Hello{{#if') });
  await world.commit('second', {
    'thanks.campaign.yaml': text.replace('id: push-welcome', 'id: thanks').replace('camp_id: 1', 'camp_id: 2'),
  });
  await world.onPullRequest(quietSale);
  const planned = await world.onPullRequest(second);
  // Of both campaigns, since without a secret nobody has been sent to.
  expect(planned.jobs.plan.steps['plan'], planned.jobs.plan.log).toMatchObject({ recipients: '10' });
  await world.merge(quietSale);
  expect((await world.onPush()).jobs.apply.steps['2']).toMatchObject({ verdict: 'sent', recipients: '5' });
  await world.merge(second);
  const [kept] = (world.forge.artifacts.get(planned.run) ?? []).filter(({ name }) => name.includes('-plan-'));
  if (kept === undefined) throw new Error('the plan was not kept');
  kept.expired = true;
  const late = (await world.onPush()).jobs.apply;
  expect(late.steps['2']).toMatchObject({ verdict: 'unreviewed', recipients: '5' });
  expect(late.log).toContain('the newest run for pull request 9');
  expect(late.log).toContain('has expired. Open a pull request');
  kept.expired = false;
  expect((await world.onPush()).jobs.apply.steps['2']).toMatchObject({ verdict: 'sent', recipients: '5' });
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 10, duplicates: 0 });
});

test('the last campaign is deleted: nothing fails, and nothing is sent', async () => {
  await using world = await makePullRequestWorld();
  await world.git('checkout', '--quiet', '-b', 'gone');
  await world.git('rm', '--quiet', `push/${campaign}`);
  await world.git('commit', '--quiet', '--message', 'Delete the last campaign');
  await world.git('checkout', '--quiet', 'main');
  const gone = { number: 9, branch: 'gone', from: 'colleague/shop' } as const;
  const { plan } = (await world.onPullRequest(gone)).jobs;
  expect(plan.conclusion, plan.log).toBe('success');
  expect(plan.steps['plan']).toMatchObject({ verdict: 'nothing', 'exit-code': '0' });
  expect(plan.summary).toContain('0 campaigns: 1 removed.');
  await world.merge(gone);
  const { apply } = (await world.onPush()).jobs;
  expect(apply.conclusion, apply.log).toBe('success');
  expect(apply.steps['2']).toMatchObject({ verdict: 'nothing', 'exit-code': '0' });
  expect(world.sandbox.stats().requests).toBe(0);
});
