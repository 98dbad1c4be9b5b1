// A repository on a forge as a team has it after `pushplan init push`: its git history, pull requests, workflow runs and secrets.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { answerClients, writeClient } from './cli-by-socket.ts';
import { pushplan } from './cli.ts';
import { bot, repository, startForge, token, type ForgeServer } from './forge-server.ts';
import { compileCache, repositoryRoot } from './repository.ts';
import { packPushplan, type PackedPushplan } from './packed-pushplan.ts';
import { playNpm } from './played-npm.ts';
import { runJob, type JobResult, type RunnerOptions } from './runner.ts';
import { readWorkflow } from './workflow-files.ts';

interface PullRequestEvent {
  readonly number: number;
  readonly branch: string;
  /** The repository that contains the branch; ours by default. */
  readonly from?: string;
  readonly labels?: readonly string[];
  /** The label that was just set. */
  readonly labeled?: string;
}

type MoreJobs = 'data' | 'data-comment' | 'scheduled' | 'test' | 'test-comment' | 'report';

export interface WorkflowResult {
  readonly run: number;
  /** The results by job, including the jobs of init's options if the workflow has them. */
  readonly jobs: Readonly<Record<'plan' | 'comment' | 'apply', JobResult> & Partial<Record<MoreJobs, JobResult>>>;
}

export interface PullRequestWorld extends AsyncDisposable {
  readonly forge: ForgeServer;
  readonly sandbox: Sandbox;
  /** Returns the arguments of each call of npm, if npm is played. */
  npmCalls(): Promise<readonly string[]>;
  /** The installed package and its registry, if npm is real. */
  readonly packed?: PackedPushplan;
  git(...words: readonly string[]): Promise<string>;
  /** The refs that jobs checked out, oldest first. */
  readonly checkouts: readonly string[];
  /** Checks out a ref as checkout actions do. */
  checkOut(folder: string, ref: string, isWhole: boolean): Promise<void>;
  /** The folder of programs for PATH. */
  readonly bin: string;
  /** The ledger that production's secret names. */
  readonly ledger: string;
  /** The folder in which jobs get their folders. */
  readonly root: string;
  /** Commits these files of the workspace on the branch, which is made from main if it does not exist. */
  commit(branch: string, files: Readonly<Record<string, string>>): Promise<void>;
  read(path: string): Promise<string>;
  /** Runs the workflow as when the pull request is opened or pushed to. */
  onPullRequest(event: PullRequestEvent): Promise<WorkflowResult>;
  merge(event: PullRequestEvent): Promise<void>;
  /** Runs the workflow as when main is pushed to. */
  onPush(options?: { readonly cancelAt?: RegExp }): Promise<WorkflowResult>;
  onSchedule(): Promise<WorkflowResult>;
}

const workflowFile = '.github/workflows/pushplan.yml';
const forkToken = 'ghs_the-token-of-a-run-for-a-fork';
const secrets = { INSIDER_API_KEY: 'the-key-of-production', PUSHPLAN_LEDGER: '', DESK_EMAIL: 'desk@office.example' };
const run = promisify(execFile);

interface WorldOptions {
  readonly requestsPerMinute?: number;
  /**
   * The program that npm installs. "built": the built program, by a played npm. "asking": the same for what sends and takes
   * signals, while this process answers the rest. "packed": the packed program, by the real npm.
   */
  readonly program?: 'asking' | 'built' | 'packed';
  /** The options of init. */
  readonly init?: readonly string[];
}

export async function makePullRequestWorld({
  requestsPerMinute = 6_000,
  program = 'asking',
  init = [],
}: WorldOptions = {}): Promise<PullRequestWorld> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-forge-')));
  const origin = join(root, 'origin');
  const forge = await startForge();
  forge.accounts.set(forkToken, { login: bot, mayWrite: false });
  const sandbox = await startSandbox({
    limit: 6_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  const socket = join(root, 'pushplan.sock');
  const clients = await answerClients(socket);
  const packed = program === 'packed' ? await packPushplan(root) : undefined;
  const built = `NODE_COMPILE_CACHE='${compileCache.NODE_COMPILE_CACHE}' exec "${process.execPath}" "${join(repositoryRoot, 'dist/cli.js')}" "$@"`;
  await writeFile(join(root, 'client'), writeClient(socket), { mode: 0o755 });
  const asking = `if [ "$1" != apply ]; then exec '${root}/client' "$@"; fi\n`;
  const bin = packed?.bin ?? (await playNpm(root, `#!/bin/sh\n${program === 'built' ? '' : asking}${built}\n`));
  const git = async (...words: readonly string[]): Promise<string> => {
    const name = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'commit.gpgsign=false'];
    return (await run('git', ['-C', origin, ...name, ...words])).stdout.trim();
  };
  await mkdir(origin);
  await git('init', '--quiet', '--initial-branch', 'main');
  await initWorkspace(origin, packed, init);
  const production = `endpoint: ${sandbox.url}\n    requests_per_minute: ${requestsPerMinute}\n    message_center: off`;
  const settings = join(origin, 'push', 'pushplan.yaml');
  const text = (await readFile(settings, 'utf8')).replace('endpoint: https://mobile.useinsider.com', production);
  await writeFile(settings, text);
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Campaigns as code');
  const ledger = `sqlite:${join(root, 'ledger', 'production.db')}`;
  await startLedger(root, text, ledger);

  const artifacts = new Map<string, string>();
  const checkouts: string[] = [];
  let runs = 100;
  const start = async (github: Readonly<Record<string, unknown>>, ref: string, more: Partial<RunnerOptions> = {}) => {
    const number = (runs += 1);
    const { jobs: given, defaults } = readWorkflow(await git('show', `${ref}:${workflowFile}`));
    const event = join(root, `event-${number}.json`);
    await writeFile(event, JSON.stringify(github['event']));
    const isPush = github['event_name'] !== 'pull_request';
    const options: RunnerOptions = {
      root,
      bin,
      run: number,
      artifacts,
      defaults: defaults?.run ?? {},
      values: { github, secrets: {}, needs: {} },
      env: {
        GITHUB_REPOSITORY: repository,
        GITHUB_API_URL: forge.url,
        GITHUB_EVENT_PATH: event,
        GITHUB_SHA: await git('rev-parse', ref),
        GITHUB_WORKFLOW_REF: `${repository}/${workflowFile}@${ref}`,
        ...packed?.env,
      },
      checkout: (folder, wanted) => {
        checkouts.push(wanted['ref'] ?? ref);
        return checkOut(origin, folder, wanted['ref'] ?? ref, wanted['fetch-depth'] === '0');
      },
      ...more,
    };
    const jobs: Record<string, JobResult> = {};
    for (const [name, job] of Object.entries(given)) {
      // Secrets are there for a push to the protected branch, or in the environment of tests, which reviewers protect.
      const isTrusted = isPush || (job.environment === 'push-test' && github['token'] === token);
      const known = isTrusted ? { ...secrets, PUSHPLAN_LEDGER: ledger } : {};
      jobs[name] = await runJob(job, { ...options, values: { ...options.values, secrets: known, needs: jobs } });
    }
    const { plan, comment, apply } = jobs;
    if (plan === undefined || comment === undefined || apply === undefined) throw new Error('a job is missing');
    const ours = [...artifacts.keys()].filter((key) => key.startsWith(`${number}/`));
    forge.artifacts.set(
      number,
      ours.map((key) => ({ name: key.slice(key.indexOf('/') + 1), expired: false })),
    );
    return { run: number, jobs: { ...jobs, plan, comment, apply } };
  };

  return {
    forge,
    sandbox,
    git,
    ...(packed === undefined ? {} : { packed }),
    bin,
    ledger,
    root,
    checkOut: (folder, ref, isWhole) => checkOut(origin, folder, ref, isWhole),
    checkouts,
    npmCalls: async () => (await readFile(join(root, 'npm.log'), 'utf8')).split('\n').filter((line) => line !== ''),
    read: (path) => readFile(join(origin, 'push', path), 'utf8'),
    commit: async (branch, files) => {
      const known = await git('branch', '--list', branch);
      await git('checkout', '--quiet', ...(known === '' ? ['-b', branch, 'main'] : [branch]));
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(origin, 'push', path)), { recursive: true });
        await writeFile(join(origin, 'push', path), content);
      }
      await git('add', '.');
      // Including ignored files.
      await git('add', '--force', ...Object.keys(files).map((path) => join('push', path)));
      await git('commit', '--quiet', '--message', `Change ${Object.keys(files).join(' and ')}`);
      await git('checkout', '--quiet', 'main');
    },
    onPullRequest: async ({ number, branch, from = repository, labels = [], labeled }) => {
      // GitHub offers the merge of the branch into main for checkout.
      await git('checkout', '--quiet', '--detach', 'main');
      await git('merge', '--quiet', '--no-ff', '--message', `Merge ${branch}`, branch);
      const ref = `refs/pull/${number}/merge`;
      await git('update-ref', ref, 'HEAD');
      await git('checkout', '--quiet', 'main');
      const head = { sha: await git('rev-parse', branch), repo: { full_name: from } };
      const base = { sha: await git('rev-parse', 'main') };
      const pullRequest = { number, head, base, labels: labels.map((name) => ({ name })) };
      const isOurs = from === repository;
      const github = {
        event_name: 'pull_request',
        event: {
          action: labeled === undefined ? 'synchronize' : 'labeled',
          ...(labeled !== undefined && { label: { name: labeled } }),
          pull_request: pullRequest,
        },
        repository,
        ref,
        token: isOurs ? token : forkToken,
      };
      const result = await start(github, ref);
      const ran = { id: result.run, path: workflowFile, status: 'completed', created_at: '2026-11-23T14:00:00Z' };
      forge.runs.push({ ...ran, head_sha: head.sha, head_branch: branch, head_repository: head.repo });
      return result;
    },
    merge: async ({ number, branch, from = repository }) => {
      await git('merge', '--quiet', '--no-ff', '--message', `Merge pull request ${number}`, branch);
      const commit = await git('rev-parse', 'main');
      const head = { sha: await git('rev-parse', branch), ref: branch, repo: { full_name: from } };
      const merged = { merged_at: '2026-11-23T15:00:00Z', merge_commit_sha: commit };
      forge.pulls.push({ commits_of: commit, number, head, ...merged });
    },
    onPush: (more = {}) => {
      const github = { event_name: 'push', event: {}, repository, ref: 'refs/heads/main', token };
      return start(github, 'refs/heads/main', more);
    },
    onSchedule: () => {
      const github = { event_name: 'schedule', event: {}, repository, ref: 'refs/heads/main', token };
      return start(github, 'refs/heads/main');
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await clients[Symbol.asyncDispose]();
      await forge[Symbol.asyncDispose]();
      await packed?.[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Checks out as actions/checkout does: fetches only this ref, with its history only if `isWhole`. */
async function checkOut(origin: string, folder: string, ref: string, isWhole: boolean): Promise<void> {
  const git = (...words: readonly string[]) => run('git', ['-C', folder, ...words]);
  await git('init', '--quiet');
  await git('fetch', '--quiet', ...(isWhole ? [] : ['--depth', '1']), `file://${origin}`, ref);
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
}

/** Follows the README: init, then npm install, which writes the lock. */
async function initWorkspace(
  origin: string,
  packed: PackedPushplan | undefined,
  options: readonly string[],
): Promise<void> {
  const push = join(origin, 'push');
  if (packed === undefined) {
    await pushplan(['init', 'push', ...options], { cwd: origin });
    await writeFile(join(push, 'package-lock.json'), '{}\n');
    return;
  }
  await packed.run('npx', ['--yes', relative(origin, packed.tarball), 'init', 'push'], origin);
  await packed.run('npm', ['install'], push);
}

/** Follows the README of a new workspace: the ledger is made once, by hand. */
async function startLedger(root: string, settings: string, ledger: string): Promise<void> {
  const cwd = join(root, 'by-hand');
  await mkdir(join(root, 'ledger'), { mode: 0o700 });
  await mkdir(cwd);
  await writeFile(join(cwd, 'pushplan.yaml'), settings);
  const argv = ['ledger', 'migrate', '--new-ledger', '--env', 'production'];
  const { exitCode, stderr } = await pushplan(argv, { cwd, env: { PUSHPLAN_LEDGER: ledger } });
  if (exitCode !== 0) throw new Error(`the ledger was not begun: ${stderr}`);
}
