// Follows a new user from the packed file to a send: npx, init, npm install and the commands of the workflow, with the real npm.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { makePullRequestWorld, type PullRequestWorld } from '../support/pull-request-world.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly integrity?: string }>>;
}

const tarball = `pushplan-${manifest.version}.tgz`;

let world: PullRequestWorld;

beforeAll(async () => {
  world = await makePullRequestWorld({ program: 'packed' });
});

afterAll(() => world[Symbol.asyncDispose]());

test('npx TARBALL init push, npm install, a pull request and its merge send the campaign', async () => {
  const { pg, 'pg-boss': pgBoss } = manifest.devDependencies;
  expect(JSON.parse(await world.read('package.json'))).toEqual({
    private: true,
    dependencies: { pg, 'pg-boss': pgBoss, pushplan: `file:${tarball}` },
  });
  // The lock names everything with its hash, also the tarball, and what npm installs is not in git.
  const { packages }: Lock = JSON.parse(await world.read('package-lock.json'));
  const { '': own, ...others } = packages;
  expect(own).toBeDefined();
  expect(others['node_modules/pushplan']?.resolved).toBe(`file:${tarball}`);
  expect(Object.values(others).filter(({ integrity }) => integrity === undefined)).toEqual([]);
  const tracked = (await world.git('ls-files', 'push')).split('\n');
  expect(tracked.filter((path) => /package|npmrc|tgz|node_modules/v.test(path))).toEqual(
    ['.npmrc', 'package-lock.json', 'package.json', tarball].map((name) => `push/${name}`),
  );

  const campaign = 'welcome.campaign.yaml';
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  const sale = { number: 7, branch: 'sale' } as const;
  const { plan, comment } = (await world.onPullRequest(sale)).jobs;
  expect([plan.conclusion, comment.conclusion], plan.log + comment.log).toEqual(['success', 'success']);
  expect(world.forge.comments[0]?.body).toMatch(/^[^\n]*Merging sends at most \*\*5\*\*/v);
  await world.merge(sale);
  const { apply } = (await world.onPush()).jobs;
  expect(apply.conclusion, apply.log).toBe('success');
  expect(JSON.parse(await readFile(join(apply.temp, 'result.json'), 'utf8'))).toMatchObject({
    state: 'finished',
    totals: { planned: 5, accepted: 5 },
  });
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 5, duplicates: 0 });
});

test('bytes that differ from those in the lock are not installed', async () => {
  const lock = await world.read('package-lock.json');
  // Like a file that somebody put in the place of the reviewed one.
  const other = lock.replace(/(?<="resolved": "file:[^\n]*\n[^\n]*sha512-).{8}/v, 'AAAAAAAA');
  expect(other).not.toBe(lock);
  await world.commit('other', { 'package-lock.json': other });
  const { plan, comment } = (await world.onPullRequest({ number: 8, branch: 'other' })).jobs;
  expect(plan.conclusion).toBe('failure');
  expect(plan.log).toContain('EINTEGRITY');
  expect(plan.steps['plan']?.conclusion).toBe('skipped');
  expect(plan.summary).toBe('**Not planned.** The log of this job says why.\n');
  // The pushplan of the base reports it in a comment.
  expect(comment.conclusion, comment.log).toBe('success');
  expect(world.forge.comments.find(({ pull }) => pull === 8)?.body).toMatch(/^\*\*Not planned\.\*\*/v);
});
