// Opens a file of the workspace for reading, if it is one: inside, and regular.
import { constants } from 'node:fs';
import { lstat, open, opendir, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { codeOf, saySystemError } from '../errors.ts';
import { askGit } from './git.ts';
import { findNearFile } from './near-file.ts';
import { refuseMissing, refuseNoPath, refuseOutside, refuseSubmodule, resolveSteps } from './path-problems.ts';
import { refuseNoFile, refusePath } from './refuse-path.ts';

/** The caller closes the handle. */
export async function openFile(root: string, path: string, at: Position | undefined): Promise<FileHandle> {
  const inside = resolveInside(root, path, at);
  const real = await resolveLinks(root, inside, path, at);
  // A FIFO would block the process that opens it, and to open a device can do something: so look first.
  const looked = await lstat(real);
  if (!looked.isFile()) throw refuseKind(path, looked, at);

  // What was looked at may have been replaced since: O_NONBLOCK keeps a FIFO from blocking, O_NOFOLLOW a link from leading out.
  const handle = await openReal(real, path, at);
  const opened = await handle.stat();
  if (opened.isFile()) return handle;
  await handle.close();
  throw refuseKind(path, opened, at);
}

function resolveInside(root: string, path: string, at: Position | undefined): string {
  if (path === '' || path.includes('\0')) {
    throw refuseNoPath(path, at);
  }
  const resolved = join(root, path);
  if (isAbsolute(path) || win32.isAbsolute(path) || !isWithin(root, resolved)) throw refuseOutside(path, at);
  return resolved;
}

async function resolveLinks(root: string, inside: string, path: string, at: Position | undefined): Promise<string> {
  try {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(inside)]);
    if (isWithin(realRoot, real)) return real;
  } catch (cause) {
    const submodule = await findSubmodule(root, path);
    if (submodule !== undefined) throw refuseSubmodule(path, submodule, at);
    if (codeOf(cause) !== 'ENOENT' || at === undefined) throw refuseUnreadable(path, cause, at);
    throw refuseMissing(path, at, cause, await findNearFile(root, path));
  }
  throw refuseOutside(path, at);
}

/** The submodule that a missing file would come from, if its files were not fetched. */
async function findSubmodule(root: string, path: string): Promise<string | undefined> {
  const steps = resolveSteps([], path) ?? [];
  const above = steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
  // The folder of such a submodule is there, and empty. Git is a process, and files that need not be there are looked for often.
  if (!(await isEmptyBelow(root, above))) return undefined;
  const answer = await askGit(root, ['ls-files', '--stage', '-z', '--', ...above]);
  if (answer.kind !== 'done') return undefined;
  // Each is "MODE ID STAGE<tab>PATH"; a folder stands for all that is in it, so the path is looked at again.
  const entries = answer.stdout.toString('utf8').split('\0');
  const submodules = new Set(entries.filter((entry) => entry.startsWith('160000 ')).map(pathOfEntry));
  return above.find((folder) => submodules.has(folder));
}

/** Whether the innermost of the folders that is there has nothing in it. */
async function isEmptyBelow(root: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders.toReversed()) {
    try {
      await using entries = await opendir(join(root, folder));
      return (await entries.read()) === null;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return true;
    }
  }
  return false;
}

function pathOfEntry(entry: string): string {
  return entry.slice(entry.indexOf('\t') + 1);
}

async function openReal(real: string, path: string, at: Position | undefined): Promise<FileHandle> {
  // Windows has neither of the last two; what is undefined counts as 0 here.
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  try {
    return await open(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch (cause) {
    throw refuseUnreadable(path, cause, at);
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The refusal of a file or folder that the system does not let us read. */
export function refuseUnreadable(path: string, cause: unknown, at: Position | undefined): Error {
  const code = codeOf(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') return refuseMissing(path, at, cause);
  return refuseNoFile({
    path,
    message: `${path} cannot be read: ${saySystemError(cause)}`,
    help: 'Check its permissions.',
    at,
    cause,
  });
}

interface Kind {
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
}

function refuseKind(path: string, kind: Kind, at: Position | undefined): Error {
  const what = kind.isDirectory()
    ? 'a folder'
    : kind.isFIFO()
      ? 'a named pipe'
      : kind.isSocket()
        ? 'a socket'
        : 'a device';
  return refusePath({
    code: 'PP152',
    path,
    message: `${path} is ${what}, not a file`,
    help: 'Name a regular file.',
    at,
  });
}
