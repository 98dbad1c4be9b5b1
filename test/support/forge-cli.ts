// Runs `pushplan ci` in a job: with the variables of the platform, a plan in a file, and a server that plays the platform.
import { join } from 'node:path';
import type { Clock } from '../../src/delivery/clock.ts';
import { pushplan, type CliResult } from './cli.ts';
import { repository, startForge, token, type ForgeServer } from './forge-server.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

export interface Job extends AsyncDisposable {
  readonly forge: ForgeServer;
  readonly folder: TestWorkspace;
  /** The waits that the command asked for, in milliseconds. */
  readonly waits: readonly number[];
  run(argv: readonly string[], env?: Readonly<Record<string, string>>, stdin?: string): Promise<CliResult>;
}

/** The fixed time of the job's clock. */
export const now = Date.parse('2026-11-23T15:00:00Z');
export const plan = '## Merging sends **41,230** push notifications\n\nAbout 42 minutes.\n';
export const marker = '<!-- pushplan:plan env=production -->';
export const commentIt = ['ci', 'comment', 'plan.md', '--env', 'production'];

export async function startGithubJob(): Promise<Job> {
  return startJob((url, root) => ({
    GITHUB_TOKEN: token,
    GITHUB_REPOSITORY: repository,
    GITHUB_API_URL: url,
    GITHUB_EVENT_PATH: join(root, 'event.json'),
  }));
}

export async function startGitlabJob(): Promise<Job> {
  return startJob((url) => ({
    GITLAB_TOKEN: token,
    GITLAB_CI: 'true',
    CI_PROJECT_ID: '42',
    CI_MERGE_REQUEST_IID: '7',
    CI_API_V4_URL: url,
  }));
}

async function startJob(envOf: (url: string, root: string) => Readonly<Record<string, string>>): Promise<Job> {
  const forge = await startForge();
  const folder = await makeWorkspace({ 'plan.md': plan, 'event.json': '{"pull_request":{"number":7}}' });
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => 0,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  };
  const usual = envOf(forge.url, folder.root);
  return {
    forge,
    folder,
    waits,
    run: (argv, env = {}, stdin = '') => pushplan(argv, { cwd: folder.root, env: { ...usual, ...env }, clock, stdin }),
    [Symbol.asyncDispose]: async () => {
      await folder[Symbol.asyncDispose]();
      await forge[Symbol.asyncDispose]();
    },
  };
}
