// A workspace in a git repository of its own, made by the real git. The git settings of this machine have no effect.
import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

export interface TestRepository extends TestWorkspace {
  /** Runs git in the workspace and returns what it prints. */
  git(...words: readonly string[]): string;
  /** Commits all files and returns the id of the commit. */
  commit(): string;
  /** Returns every file of the workspace and of .git with its size and date, and the output of git status. */
  snapshot(): Promise<readonly string[]>;
}

const environment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_DATE: '2026-03-01T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-03-01T12:00:00Z',
};

/** The date of every commit, in milliseconds since 1970. */
export const commitDate = Date.parse(environment.GIT_COMMITTER_DATE);

export function runGit(folder: string, words: readonly string[]): string {
  return execFileSync('git', words, { cwd: folder, env: environment, encoding: 'utf8', stdio: 'pipe' });
}

/** Makes a repository whose files are committed on the branch main. */
export async function makeRepository(files: Readonly<Record<string, string | Uint8Array>>): Promise<TestRepository> {
  const workspace = await makeWorkspace(files);
  return { ...workspace, ...initRepository(workspace.root) };
}

/** Makes a repository of an existing folder. */
export function initRepository(root: string): Pick<TestRepository, 'git' | 'commit' | 'snapshot'> {
  const git = (...words: readonly string[]): string => runGit(root, words);
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Tester');
  git('config', 'user.email', 'tester@example.com');
  const commit = (): string => {
    git('add', '-A', '-f');
    git('commit', '-q', '-m', 'a change');
    return git('rev-parse', 'HEAD').trim();
  };
  commit();
  return { git, commit, snapshot: () => takeSnapshot(root, git) };
}

async function takeSnapshot(root: string, git: TestRepository['git']): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of await readdir(root, { recursive: true })) {
    const { size, mtimeMs } = await stat(join(root, path));
    files.push(`${path} ${size} ${mtimeMs}`);
  }
  // git status may itself write the index, so the files are listed first.
  return [...files.toSorted(), git('--no-optional-locks', 'status', '--porcelain')];
}
