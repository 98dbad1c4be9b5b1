// How old a file on disk is: a checkout makes every file new, so what git says of it counts wherever a repository is above it.
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askGit, explainFailure, type GitFailure } from './git.ts';

/** `at` is in milliseconds since 1970. Where git ought to know and does not, nobody does. */
export type ModifiedAt =
  | { readonly kind: 'known'; readonly at: number }
  | { readonly kind: 'unknown'; readonly because: string; readonly help: string };

/** The last commit that touched the file when it is as committed; its mtime when it is not, and where there is no repository. */
export async function findModifiedAt(root: string, path: string): Promise<ModifiedAt> {
  try {
    const real = await realpath(join(root, path));
    const [folder, name] = [dirname(real), basename(real)];
    if (!(await hasRepository(folder))) return await dateOnDisk(real);
    const words = ['status', '--porcelain', '-z', '--ignored', '--ignore-submodules', '--', name];
    // Side by side: nearly every file is as it was committed, and each question is a process.
    const [status, committed] = await Promise.all([askGit(folder, words), dateOfLastChange(folder, 'HEAD', name)]);
    if (status.kind !== 'done') return unknownFrom(status);
    const isAsCommitted = status.stdout.length === 0 || (await hasBytesOfHead(folder, name));
    return isAsCommitted ? committed : await dateOnDisk(real);
  } catch {
    return { kind: 'unknown', because: `${path} cannot be looked at`, help: 'Check whether it is there.' };
  }
}

async function dateOnDisk(real: string): Promise<ModifiedAt> {
  return { kind: 'known', at: Math.floor((await stat(real)).mtimeMs) };
}

/** Whether there is one at or above the folder, also one that git cannot read. */
export async function hasRepository(folder: string): Promise<boolean> {
  const isHere = await lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  return isHere || (dirname(folder) !== folder && hasRepository(dirname(folder)));
}

/** Attributes may make a file that is just checked out look edited. */
async function hasBytesOfHead(folder: string, name: string): Promise<boolean> {
  const [head, here] = [
    await askGit(folder, ['rev-parse', '--verify', '--quiet', `HEAD:./${name}`]),
    await askGit(folder, ['hash-object', '--no-filters', '--', name]),
  ];
  return head.kind === 'done' && here.kind === 'done' && head.stdout.equals(here.stdout);
}

/** When a commit, or one that it comes from, last touched the file. `path` is relative to the folder. */
export async function dateOfLastChange(folder: string, commit: string, path: string): Promise<ModifiedAt> {
  const words = ['log', '-1', '--no-show-signature', '--format=%ct %P', commit, '--', path];
  const log = await askGit(folder, words);
  if (log.kind !== 'done') return unknownFrom(log);
  const [, seconds, parents = ''] = /^(\d{1,12}) (.*)/.exec(log.stdout.toString('utf8')) ?? [];
  // A shallow clone says of every older file that its own first commit brought it.
  if (seconds === undefined || (parents === '' && (await isShallow(folder)))) {
    const help = 'Fetch the whole history: git fetch --unshallow, or in CI fetch-depth: 0.';
    return { kind: 'unknown', because: 'this clone does not have the commit that brought it', help };
  }
  return { kind: 'known', at: Number(seconds) * 1000 };
}

async function isShallow(folder: string): Promise<boolean> {
  const answer = await askGit(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.kind !== 'done' || answer.stdout.toString('utf8').trim() === 'true';
}

function unknownFrom(failure: GitFailure): ModifiedAt {
  return { kind: 'unknown', ...explainFailure(failure) };
}
