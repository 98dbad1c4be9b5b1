// ci approved: finds the run with the plan that was reviewed for a merge commit, and no other.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initRepository } from '../support/git-repository.ts';
import { startGithubJob, type Job } from '../support/forge-cli.ts';
import { readDocument } from '../support/documents.ts';

const merge = 'a'.repeat(40);
const head = 'b'.repeat(40);
const workflow = '.github/workflows/pushplan.yml';
const name = 'pushplan-plan-production';
const find = ['ci', 'approved', '--artifact', name];

let job: Job;

beforeEach(async () => {
  job = await startGithubJob();
});

afterEach(() => job[Symbol.asyncDispose]());

function pull(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const from = { sha: head, ref: 'sale', repo: { full_name: 'acme/shop' } };
  const usual = { number: 7, head: from, merged_at: '2026-11-23T14:00:00Z', merge_commit_sha: merge };
  return { commits_of: merge, ...usual, ...more };
}

function run(id: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const from = { head_sha: head, head_branch: 'sale', head_repository: { full_name: 'acme/shop' } };
  return { id, path: workflow, status: 'completed', created_at: '2026-11-23T14:00:00Z', ...from, ...more };
}

async function ask() {
  const env = { GITHUB_SHA: merge, GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main` };
  const result = await job.run(find, env);
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  return Object.fromEntries(
    result.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/v)),
  );
}

test('returns the newest run of this workflow on the last commit of the pull request', async () => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90), run(92), run(91), run(95, { path: '.github/workflows/other.yml' }));
  job.forge.artifacts.set(92, [{ name, expired: false }]);
  expect(await ask()).toEqual({ pull: '7', head, run: '92', reason: '' });
});

test('finds it among a hundred newer runs of other workflows', async () => {
  job.forge.pulls.push(pull());
  const others = Array.from({ length: 100 }, (_, index) => run(200 + index, { path: '.github/workflows/other.yml' }));
  job.forge.runs.push(...others, run(92));
  job.forge.artifacts.set(92, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '92', reason: '' });
});

test('reports a commit that the repository does not have, and what to check', async () => {
  job.forge.interfere = () => ({ status: 422, body: { message: `No commit found for SHA: ${merge}` } });
  const env = { GITHUB_SHA: merge, GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main` };
  const { exitCode, stderr } = await job.run(find, env);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/422: No commit found[\s\S]*Check GITHUB_REPOSITORY and the commit\./v);
});

test('accepts the last of several rebased commits as the merge for --commit, as in a schedule, if it did not change the folder', async () => {
  const git = initRepository(job.folder.root);
  const change = async (path: string): Promise<string> => {
    await job.folder.write(path, 'changed');
    return git.commit();
  };
  const before = await change('plan.md');
  git.git('commit', '--quiet', '--allow-empty', '-m', 'the rest of it');
  const last = git.git('rev-parse', 'HEAD').trim();
  const later = await change('plan.json');
  job.forge.runs.push(run(92));
  job.forge.artifacts.set(92, [{ name, expired: false }]);
  const env = { GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main` };
  const found: string[] = [];
  for (const [asked, mergedAs] of [
    [before, last],
    [before, later],
    [last, before],
  ] as const) {
    job.forge.pulls.splice(0, 1, pull({ commits_of: asked, merge_commit_sha: mergedAs }));
    const { stdout } = await job.run([...find, '--commit', asked], env);
    found.push(/^run=(.*)$/mv.exec(stdout)?.[1] ?? stdout);
  }
  expect(found).toEqual(['92', '', '']);
});

test('returns no run for a push that is not a merge', async () => {
  expect(await ask()).toMatchObject({
    run: '',
    reason: `commit ${merge.slice(0, 7)} is not the merge of a pull request`,
  });
});

test('ignores pull requests that only contain the commit, or were closed without a merge', async () => {
  job.forge.pulls.push(pull({ merge_commit_sha: 'c'.repeat(40) }), pull({ merged_at: null }));
  job.forge.runs.push(run(90));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '', reason: expect.stringContaining('is not the merge') });
});

test('returns no run for a pull request that was never planned', async () => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(95, { path: '.github/workflows/other.yml' }));
  expect(await ask()).toMatchObject({ run: '', reason: `${workflow} has not run on pull request 7 at bbbbbbb` });
});

test.each([
  ['blocked', [], 'left no plan: it was blocked, had no data, failed or was cancelled'],
  ['too old', [{ name, expired: true }], 'has expired'],
  ['of another environment', [{ name: 'pushplan-plan-staging', expired: false }], 'left no plan'],
])('returns no run if the newest plan was %s, even if an earlier run has one', async (_what, artifacts, reason) => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90), run(91));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  job.forge.artifacts.set(91, artifacts);
  expect(await ask()).toMatchObject({ run: '', reason: expect.stringContaining(reason) });
});

test('waits for a run in progress: returns its plan if it exists already, and otherwise says to run the job again', async () => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90), run(91, { status: 'in_progress' }));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({
    run: '',
    reason: 'the newest run for pull request 7 at bbbbbbb is not finished; when it is, run this job again',
  });
  job.forge.artifacts.set(91, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '91', reason: '' });
});

test('ignores a plan that was made after the merge, under another label', async () => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90), run(91, { created_at: '2026-11-23T14:00:01Z' }));
  for (const id of [90, 91]) job.forge.artifacts.set(id, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '90' });
});

test('ignores plans that another branch or a fork made for the same commit', async () => {
  job.forge.pulls.push(pull());
  const fork = { head_repository: { full_name: 'mallory/shop' } };
  job.forge.runs.push(run(90), run(91, fork), run(92, { head_branch: 'other' }), run(93, { head_repository: null }));
  for (const { id } of job.forge.runs) job.forge.artifacts.set(Number(id), [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '90' });
  job.forge.runs.shift();
  expect(await ask()).toMatchObject({ run: '', reason: expect.stringContaining('has not run on pull request 7') });
});

test.each([
  ['open', { merged_at: null, merge_commit_sha: 'd'.repeat(40) }],
  ['merged into another branch', { base: { ref: 'staging' }, merge_commit_sha: 'd'.repeat(40) }],
])('accepts no plan if another pull request has the same last commit and is %s', async (_what, other) => {
  job.forge.pulls.push(pull(), pull({ commits_of: head }), pull({ commits_of: head, number: 9, ...other }));
  job.forge.runs.push(run(90));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  expect(await ask()).toEqual({
    pull: '',
    head: '',
    run: '',
    reason: expect.stringMatching(
      /^pull request 7 at bbbbbbb has the same last commit as pull request 9, .* push a new/v,
    ),
  });
});

test('ignores other pull requests that only contain the commit, or come from a fork', async () => {
  const later = { sha: 'e'.repeat(40), ref: 'sale', repo: { full_name: 'acme/shop' } };
  const fork = { sha: head, ref: 'sale', repo: { full_name: 'mallory/shop' } };
  const others = [pull({ number: 8, head: later }), pull({ number: 9, head: fork }), pull({ number: 10, head: null })];
  job.forge.pulls.push(pull(), ...others.map((one) => ({ ...one, commits_of: head })));
  job.forge.runs.push(run(90));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ pull: '7', run: '90' });
});

test('ignores plans for another base or another pull request', async () => {
  job.forge.pulls.push(pull({ base: { ref: 'main' } }));
  const ours = { pull_requests: [{ number: 7, base: { ref: 'main' } }] };
  const onto = { pull_requests: [{ number: 7, base: { ref: 'staging' } }] };
  const another = { pull_requests: [{ number: 8, base: { ref: 'main' } }] };
  job.forge.runs.push(run(90, ours), run(91, onto), run(92, another));
  for (const { id } of job.forge.runs) job.forge.artifacts.set(Number(id), [{ name, expired: false }]);
  expect(await ask()).toMatchObject({ run: '90' });
});

test.each([
  ['before the merge', '2026-11-23T13:58:00Z'],
  ['after it', '2026-11-24T08:00:00Z'],
])('ignores a plan that was allowed by a label which was removed %s', async (_when, removed) => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90, { created_at: '2026-11-23T13:50:00Z' }));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  const label = { name: 'allow-resend' };
  job.forge.events.set(7, [
    { event: 'labeled', label, created_at: '2026-11-23T13:49:00Z' },
    { event: 'unlabeled', label: { name: 'needs-review' }, created_at: removed },
    { event: 'unlabeled', label, created_at: removed },
  ]);
  expect(await ask()).toMatchObject({
    run: '',
    reason: expect.stringContaining('began before the label allow-resend was removed, so its plan does not count'),
  });
  job.forge.runs.push(run(91, { created_at: '2026-11-23T13:59:00Z' }));
  job.forge.artifacts.set(91, [{ name, expired: false }]);
  expect((await ask())['run']).toBe(removed < '2026-11-23T14' ? '91' : '');
});

test('prints a document with --json', async () => {
  job.forge.pulls.push(pull());
  job.forge.runs.push(run(90));
  job.forge.artifacts.set(90, [{ name, expired: false }]);
  const env = { GITHUB_SHA: merge, GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main` };
  const result = await job.run([...find, '--json'], env);
  expect(readDocument('ci', result)).toEqual({
    format_version: '1.0',
    pull: 7,
    head,
    run: 90,
    reason: null,
    diagnostics: [],
  });
});

test('ends with exit 1 if answers differ from the API reference', async () => {
  const env = { GITHUB_SHA: merge, GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main` };
  for (const part of ['/pulls', `/commits/${head}/pulls`, '/actions/runs?', '/events', '/artifacts']) {
    job.forge.pulls.splice(0, Infinity, pull());
    job.forge.runs.splice(0, Infinity, run(90));
    job.forge.interfere = ({ path }) => (path.includes(part) ? { status: 200, body: { no: 'list' } } : undefined);
    const result = await job.run(find, env);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('PP515');
  }
});
