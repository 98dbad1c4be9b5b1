// Runs git to read a repository, never to change it: no lock, no hook, no pager, no prompt, no network.
import { once } from 'node:events';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { env, platform } from 'node:process';
import type { Readable, Writable } from 'node:stream';

export type GitAnswer = { readonly kind: 'done'; readonly stdout: Buffer } | GitFailure;

/** `stderr` is git's own message, in English. */
export type GitFailure = { readonly kind: 'failed'; readonly stderr: string } | { readonly kind: 'not_installed' };

export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Paths are literal and never patterns. Replaced objects are ignored, since the id of a commit must identify its content. */
const safely = ['--no-pager', '--no-replace-objects', '--literal-pathspecs'];

/** Prevents git from running programs that a repository's files or settings name, and from accepting a folder that only looks like a repository. */
const settings = [
  'core.fsmonitor=',
  `core.hooksPath=${platform === 'win32' ? 'NUL' : '/dev/null'}`,
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

/** The variables of git that are kept. The folder decides which repository is used, not variables that a hook has set for itself. */
const kept = /^GIT_(?:CONFIG|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)/;

function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || kept.test(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    // A clone without some objects would fetch them. Older versions of git ignore the first variable, so no protocol is allowed either.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** Starts git. `folder` need not be the root of the repository. The caller ends the process. */
export function startGit(folder: string, words: readonly string[]): GitProcess {
  return spawn('git', [...safely, ...settings, ...words], {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Runs git to its end and returns all output. For short answers. `input` is its standard input. */
export async function askGit(folder: string, words: readonly string[], input = ''): Promise<GitAnswer> {
  const git = startGit(folder, words);
  git.stdin.end(input);
  // If the process cannot start, its pipes fail too. The error of the process has the reason.
  git.stdin.on('error', () => {});
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  git.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return once(git, 'close').then(
    ([code]) =>
      code === 0
        ? { kind: 'done', stdout: Buffer.concat(stdout) }
        : { kind: 'failed', stderr: Buffer.concat(stderr).toString('utf8').trim() },
    () => ({ kind: 'not_installed' }),
  );
}

/** Returns the lines of the output, without empty ones. None if git fails. */
export async function linesOfGit(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const answer = await askGit(folder, words);
  if (answer.kind !== 'done') return [];
  return answer.stdout
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Explains why git cannot read an existing repository. `because` is a clause. */
export function explainFailure(failure: GitFailure): { readonly because: string; readonly help: string } {
  if (failure.kind === 'not_installed')
    return {
      because: 'git cannot be run',
      help: 'Install git where pushplan runs: pushplan reads the repository with it.',
    };
  const { stderr } = failure;
  if (/dubious ownership/.test(stderr)) {
    // The message names the folder to trust, which need not be the workspace.
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
