// git, asked about a repository and never to change it: no lock, no hook, no pager, no prompt, no network.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { env, platform } from 'node:process';
import type { Readable, Writable } from 'node:stream';

export type GitAnswer = { readonly kind: 'done'; readonly stdout: Buffer } | GitFailure;

/** `stderr` is git's own words, in English. */
export type GitFailure = { readonly kind: 'failed'; readonly stderr: string } | { readonly kind: 'not_installed' };

export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Paths are taken as they are, never as patterns; replaced objects are not looked at, since a commit's id must say its content. */
const safely = ['--no-pager', '--no-replace-objects', '--literal-pathspecs'];

/** Nothing that a repository's files or settings name is run; a folder that only looks like a repository is none. */
const settings = [
  'core.fsmonitor=',
  `core.hooksPath=${platform === 'win32' ? 'NUL' : '/dev/null'}`,
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

/** Where the repository is comes from the folder, not from variables that a hook has set for its own purposes. */
const kept = /^GIT_(?:CONFIG|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)/;

function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || kept.test(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A clone that lacks objects would fetch them: no protocol is allowed, also by a git that does not know the first.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** `folder` need not be the repository's root. The caller ends the process. */
export function startGit(folder: string, words: readonly string[]): GitProcess {
  return spawn('git', [...safely, ...settings, ...words], {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Runs git to its end and gives all that it printed: for short answers. `input` is what it reads. */
export async function askGit(folder: string, words: readonly string[], input = ''): Promise<GitAnswer> {
  const git = startGit(folder, words);
  git.stdin.end(input);
  // A process that could not be started closes its pipes by an error of their own; the process's error says more.
  git.stdin.on('error', () => {});
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  git.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve) => {
    git.once('error', () => {
      resolve({ kind: 'not_installed' });
    });
    git.once('close', (code) => {
      if (code === 0) resolve({ kind: 'done', stdout: Buffer.concat(stdout) });
      else resolve({ kind: 'failed', stderr: Buffer.concat(stderr).toString('utf8').trim() });
    });
  });
}

/** What it prints, without empty lines; none where it does not answer. */
export async function linesOfGit(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const answer = await askGit(folder, words);
  if (answer.kind !== 'done') return [];
  return answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Why git gives no answer about a repository that is there. `because` is a clause. */
export function explainFailure(failure: GitFailure): { readonly because: string; readonly help: string } {
  if (failure.kind === 'not_installed')
    return {
      because: 'git cannot be run',
      help: 'Install git where pushplan runs: pushplan reads the repository with it.',
    };
  const { stderr } = failure;
  if (/dubious ownership/.test(stderr)) {
    // Its own words name the folder that it wants, which need not be the workspace.
    const [command = 'git config --global --add safe.directory FOLDER'] =
      /git config .*safe\.directory .+/.exec(stderr) ?? [];
    return {
      because: 'git does not read the repository, since it belongs to another user',
      help: `If you trust it, run ${command} and try again.`,
    };
  }
  const [words = ''] = stderr.split('\n');
  return { because: `git does not read the repository (${words})`, help: 'Fix the repository, or clone it again.' };
}
