// Runs the scripts of the GitLab example that init writes, from the merge request to the send.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { bot, token } from '../support/forge-server.ts';
import { makePullRequestWorld, type PullRequestWorld } from '../support/pull-request-world.ts';

interface GitlabJob {
  readonly variables?: Readonly<Record<string, string | number>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[] };
  readonly needs?: readonly string[];
}

interface Ended {
  readonly code: number | null;
  readonly log: string;
}

/** Runs the script of a job in its checkout, with the artifacts it needs and the variables that the runner sets. */
async function runGitlab(
  world: PullRequestWorld,
  name: string,
  ref: string,
  given: Readonly<Record<string, string>>,
): Promise<Ended> {
  const jobs = parse(await world.git('show', 'main:.gitlab/pushplan.gitlab-ci.yml')) as Record<string, GitlabJob>;
  const job = { ...jobs['.push'], ...jobs[name], variables: { ...jobs['.push']?.variables, ...jobs[name]?.variables } };
  const folder = join(world.root, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await world.checkOut(folder, ref, job.variables['GIT_DEPTH'] === 0);
  const needed = (job.needs ?? []).flatMap((other) =>
    (jobs[other]?.artifacts?.paths ?? []).map((path) => [join(world.root, other, path), join(folder, path)] as const),
  );
  for (const [from, to] of needed) if (existsSync(from)) await cp(from, to);
  const fixed = { CI: 'true', CI_PROJECT_DIR: folder, ...given };
  const own = Object.entries(job.variables).map(([variable, value]) => [variable, expand(String(value), fixed)]);
  const env = { PATH: `${world.bin}:${process.env['PATH'] ?? ''}`, ...fixed, ...Object.fromEntries(own) };
  return runScript([...(job.before_script ?? []), ...(job.script ?? [])].join('\n'), folder, env);
}

function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\w+)/gv, (_whole, name: string) => variables[name] ?? '');
}

async function runScript(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn('sh', ['-e', '-c', script], { cwd, env });
  child.stdin.end();
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, log: stdout + stderr };
}

test('plans and comments on the merge request, and reviews and applies after the merge', async () => {
  await using world = await makePullRequestWorld({ program: 'built' });
  const campaign = 'welcome.campaign.yaml';
  const phones = 'test_recipients: [{ name: desk, email_env: DESK_EMAIL }]\n';
  await world.commit('main', { 'pushplan.yaml': (await world.read('pushplan.yaml')) + phones });
  const before = await world.git('rev-parse', 'main');
  await world.commit('sale', { [campaign]: (await world.read(campaign)).replace('Welcome{{#if', 'Hello{{#if') });
  const planned = await runGitlab(world, 'push-plan', 'refs/heads/sale', { CI_MERGE_REQUEST_DIFF_BASE_SHA: before });
  expect(planned.code, planned.log).toBe(0);
  const access = { GITLAB_CI: 'true', GITLAB_TOKEN: token, CI_API_V4_URL: world.forge.url };
  const request = { CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_DIFF_BASE_SHA: before };
  const commented = await runGitlab(world, 'push-comment', 'refs/heads/sale', { ...access, ...request });
  expect(commented.code, commented.log).toBe(0);
  expect(world.forge.comments).toMatchObject([{ author: bot, pull: 7 }]);
  expect(world.forge.comments[0]?.body).toMatch(
    /^[^\n]*Merging sends at most \*\*5\*\*[^]* env=production workspace=push -->$/v,
  );
  const secrets = { INSIDER_API_KEY: 'k', PUSHPLAN_LEDGER: world.ledger };
  const tested = await runGitlab(world, 'push-test', 'refs/heads/sale', {
    ...secrets,
    DESK_EMAIL: 'desk@office.example',
    CI_COMMIT_SHA: await world.git('rev-parse', 'sale'),
    CI_MERGE_REQUEST_DIFF_BASE_SHA: before,
  });
  expect(tested.code, tested.log).toBe(0);
  const told = await runGitlab(world, 'push-test-comment', 'refs/heads/sale', { ...access, ...request });
  expect(told.code, told.log).toBe(0);
  expect(world.forge.comments[0]?.body).toMatch(
    /^[^\n]*Merging sends at most[^]*#### Tested on phones[^]* \| accepted \|/v,
  );
  await world.merge({ number: 7, branch: 'sale' });
  for (const name of ['push-review', 'push-apply']) {
    const { code, log } = await runGitlab(world, name, 'refs/heads/main', { ...secrets, CI_COMMIT_BEFORE_SHA: before });
    expect(code, log).toBe(0);
  }
  const merged = { CI_PROJECT_ID: '42', CI_COMMIT_SHA: await world.git('rev-parse', 'main') };
  const reported = await runGitlab(world, 'push-report', 'refs/heads/main', { ...access, ...merged });
  expect(reported.code, reported.log).toBe(0);
  expect(world.forge.comments).toHaveLength(1);
  expect(world.forge.comments[0]?.body).toMatch(
    /part report -->\n\n\*\*run\\_\w+\*\* finished: planned 5,[^]*part plan -->[^]*part test -->/v,
  );
  expect(world.sandbox.stats()).toMatchObject({ deliveries: 6, duplicates: 0 });
});

test('does not comment if the base has no lock file, and runs nothing if node_modules is in git', async () => {
  await using world = await makePullRequestWorld();
  await world.git('rm', '--quiet', 'push/package-lock.json');
  await world.git('commit', '--quiet', '--message', 'Before npm install');
  const without = { CI_MERGE_REQUEST_DIFF_BASE_SHA: await world.git('rev-parse', 'main') };
  await world.commit('sale', { 'package-lock.json': '{}\n' });
  const uncommented = await runGitlab(world, 'push-comment', 'refs/heads/sale', without);
  expect(uncommented).toMatchObject({ code: 0, log: 'The base has no pushplan yet.\n' });
  await world.commit('bad', { 'package-lock.json': '{}\n', 'node_modules/pg/index.js': '' });
  const bad = { CI_MERGE_REQUEST_DIFF_BASE_SHA: await world.git('rev-parse', 'bad') };
  for (const name of ['push-plan', 'push-comment', 'push-test', 'push-review', 'push-apply']) {
    const refused = await runGitlab(world, name, 'refs/heads/bad', bad);
    expect(refused, name).toMatchObject({ code: 3, log: expect.stringContaining('no node_modules') });
  }
  expect(await world.npmCalls()).toEqual([]);
});
