// A repository into which pull requests are merged: each merge is planned against its base, and that plan is applied.
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliOptions, type CliResult } from './cli.ts';
import { makeRepository, type TestRepository } from './git-repository.ts';
import { localKey } from './sending-workspace.ts';
import { campaignText, people } from './workspace.ts';

type Contents = Readonly<Record<string, string>>;

interface Sent {
  readonly planned: CliResult;
  /** The result of apply with --json. */
  readonly applied: CliResult;
  /** How many notifications were sent. */
  readonly sends: number;
}

type RunOptions = Omit<CliOptions, 'cwd'>;

/** The options of each of the two commands. */
interface SendOptions {
  readonly plan?: RunOptions;
  readonly apply?: RunOptions;
}

export interface MergingWorld extends AsyncDisposable {
  readonly repository: TestRepository;
  readonly sandbox: Sandbox;
  /** Returns a pushplan.yaml whose environment is the sandbox. `more` are lines of it, `keys` are keys of the environment. */
  settings(more?: string, keys?: string): string;
  /** Writes these files, removes those paths, makes links (path to target), and merges all of it as a pull request. */
  merge(files: Contents, removed?: readonly string[], links?: Contents): Promise<void>;
  /** Runs pushplan with the key in a folder of the repository. */
  run(folder: string, argv: readonly string[], options?: RunOptions): Promise<CliResult>;
  /** Runs `plan --base HEAD^1 --out FILE`, then `apply FILE --yes`, both in that folder. */
  send(folder: string, more?: readonly string[], options?: SendOptions): Promise<Sent>;
  /** The path of the file in which `send` saves the plan as JSON. */
  readonly planFile: string;
}

/** `makeFiles` returns the files that are committed on main. No pushplan.yaml is added. */
export async function makeMergingWorld(
  makeFiles: (settings: MergingWorld['settings']) => Contents,
  options: SandboxOptions = {},
): Promise<MergingWorld> {
  const sandbox = await startSandbox({
    limit: 6_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    ...options,
  });
  const outside = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-merge-')));
  const planFile = join(outside, 'plan.json');
  const settings: MergingWorld['settings'] = (more = '', keys = '') =>
    `version: 1\nenvironments:\n  local: { endpoint: ${sandbox.url}, api_key_env: KEY, requests_per_minute: 6000, message_center: off${keys} }\n${more}\n`;
  const files = makeFiles(settings);
  const repository = await makeRepository({ '.gitignore': '.pushplan/\n', ...files });
  if (files['pushplan.yaml'] === undefined) repository.git('rm', '-q', 'pushplan.yaml');
  repository.git('commit', '-q', '--amend', '--allow-empty', '-m', 'The beginning');

  const run: MergingWorld['run'] = (folder, argv, { env = {}, ...options } = {}) =>
    pushplan(argv, { ...options, cwd: join(repository.root, folder), env: { KEY: localKey, ...env } });
  return {
    repository,
    sandbox,
    settings,
    planFile,
    run,
    merge: async (added, removed = [], links = {}) => {
      repository.git('checkout', '-q', '-b', 'change');
      if (removed.length > 0) repository.git('rm', '-r', '-q', ...removed);
      for (const [path, text] of Object.entries(added)) await repository.write(path, text);
      for (const [path, target] of Object.entries(links)) await symlink(target, join(repository.root, path));
      repository.git('add', '-A');
      repository.git('commit', '-q', '-m', 'a change');
      repository.git('checkout', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge it', 'change');
      repository.git('branch', '-q', '-d', 'change');
    },
    send: async (folder, more = [], options = {}) => {
      const before = sandbox.stats().deliveries;
      const planned = await run(folder, ['plan', '--base', 'HEAD^1', '--out', planFile, ...more], options.plan);
      const applied = await run(folder, ['apply', planFile, '--yes', '--json'], options.apply);
      return { planned, applied, sends: sandbox.stats().deliveries - before };
    },
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await repository[Symbol.asyncDispose]();
      await rm(outside, { recursive: true, force: true });
    },
  };
}

export function expectNothingSent({ planned, applied, sends }: Sent, codes: readonly [number, number]): void {
  expect([planned.exitCode, applied.exitCode]).toEqual(codes);
  expect(sends).toBe(0);
}

/** Returns the files of a campaign to `count` people. `folder` ends with a slash, or is empty. */
export function campaignIn(folder: string, count: number): Contents {
  return { [`${folder}hello.campaign.yaml`]: campaignText(), [`${folder}people.csv`]: people(count) };
}
