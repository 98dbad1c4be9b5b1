// Tells how old a file on disk is. A checkout makes every file new, so the date in git counts if the file is in a repository.
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askGit, explainFailure, type GitFailure } from './git.ts';

/** `at` is in milliseconds since 1970. If git should know the date but does not, it is unknown. */
export type ModifiedAt =
  | { readonly kind: 'known'; readonly at: number }
  | { readonly kind: 'unknown'; readonly because: string; readonly help: string };

/** Returns the date of the last commit that changed the file. If the file differs from the commit, or there is no repository, returns its mtime. */
export async function findModifiedAt(root: string, path: string): Promise<ModifiedAt> {
  try {
    const real = await realpath(join(root, path));
    const [folder, name] = [dirname(real), basename(real)];
    if (!(await hasRepository(folder))) return await dateOnDisk(real);
    const words = ['status', '--porcelain', '-z', '--ignored', '--ignore-submodules', '--', name];
    // Both run in parallel: nearly every file is as committed, and each call is a process.
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

/** Whether there is a repository at or above the folder, even one that git cannot read. */
export async function hasRepository(folder: string): Promise<boolean> {
  const isHere = await lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  return isHere || (dirname(folder) !== folder && hasRepository(dirname(folder)));
}

/** Whether the file equals the committed one. Attributes may make a fresh checkout look edited. */
async function hasBytesOfHead(folder: string, name: string): Promise<boolean> {
  const [head, here] = [
    await askGit(folder, ['rev-parse', '--verify', '--quiet', `HEAD:./${name}`]),
    await askGit(folder, ['hash-object', '--no-filters', '--', name]),
  ];
  return head.kind === 'done' && here.kind === 'done' && head.stdout.equals(here.stdout);
}

/** Returns when the file was last changed, in the commit or its history. `path` is relative to the folder. */
export async function dateOfLastChange(folder: string, commit: string, path: string): Promise<ModifiedAt> {
  const words = ['log', '-1', '--no-show-signature', '--format=%ct %P', commit, '--', path];
  const log = await askGit(folder, words);
  if (log.kind !== 'done') return unknownFrom(log);
  const [, seconds, parents = ''] = /^(\d{1,12}) (.*)/.exec(log.stdout.toString('utf8')) ?? [];
  // In a shallow clone, every older file seems to come from the first commit of the clone.
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
