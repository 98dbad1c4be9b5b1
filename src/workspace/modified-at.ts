// How old a file on disk is: a checkout makes every file new, so what git says of it counts where git knows it.
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askGit } from './git.ts';

/**
 * Milliseconds since 1970: the last commit that touched the file when it is as committed, otherwise its mtime. Undefined where
 * there is no file, and where git does not know: a shallow clone says of every older file that its own first commit brought it.
 */
export async function findModifiedAt(root: string, path: string): Promise<number | undefined> {
  try {
    const real = await realpath(join(root, path));
    const [folder, name] = [dirname(real), basename(real)];
    if (await isAsCommitted(folder, name)) return await dateOfLastChange(folder, 'HEAD', name);
    return Math.floor((await stat(real)).mtimeMs);
  } catch {
    return undefined;
  }
}

async function isAsCommitted(folder: string, name: string): Promise<boolean> {
  const words = ['status', '--porcelain', '-z', '--ignored', '--ignore-submodules', '--', name];
  const status = await askGit(folder, words);
  return status.kind === 'done' && status.stdout.length === 0;
}

/** When a commit, or one that it comes from, last touched the file. `path` is relative to the folder. */
export async function dateOfLastChange(folder: string, commit: string, path: string): Promise<number | undefined> {
  const words = ['log', '-1', '--no-show-signature', '--format=%ct %P', commit, '--', path];
  const log = await askGit(folder, words);
  if (log.kind !== 'done') return undefined;
  const [, seconds, parents = ''] = /^(\d{1,12}) (.*)/.exec(log.stdout.toString('utf8')) ?? [];
  if (seconds === undefined || (parents === '' && (await isShallow(folder)))) return undefined;
  return Number(seconds) * 1000;
}

async function isShallow(folder: string): Promise<boolean> {
  const answer = await askGit(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.kind === 'done' && answer.stdout.toString('utf8').trim() === 'true';
}
