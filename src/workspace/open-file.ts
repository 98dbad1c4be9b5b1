// Opens a file of the workspace for reading, if it is inside the workspace and a regular file.
import { constants } from 'node:fs';
import { lstat, open, opendir, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { codeOf, saySystemError } from '../errors.ts';
import { askGit } from './git.ts';
import { findNearFile } from './near-file.ts';
import { refuseMissing, refuseNoPath, refuseOutside, refuseSubmodule, resolveSteps } from './path-problems.ts';
import { refuseNoFile, refusePath } from './refuse-path.ts';

/** Opens the file. The caller closes the handle. */
export async function openFile(root: string, path: string, at: Position | undefined): Promise<FileHandle> {
  const inside = resolveInside(root, path, at);
  const real = await resolveLinks(root, inside, path, at);
  // Check first: opening a FIFO would block the process, and opening a device can have an effect.
  const looked = await lstat(real);
  if (!looked.isFile()) throw refuseKind(path, looked, at);

  // The file may have been replaced since. O_NONBLOCK prevents a FIFO from blocking, and O_NOFOLLOW prevents a link from leading out.
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

/** Returns the submodule that should contain a missing file, if the files of the submodule were not fetched. */
async function findSubmodule(root: string, path: string): Promise<string | undefined> {
  const steps = resolveSteps([], path) ?? [];
  const above = steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
  // The folder of such a submodule exists and is empty. This test comes first: git needs a process, and optional files are often looked for.
  if (!(await isEmptyBelow(root, above))) return undefined;
  const answer = await askGit(root, ['ls-files', '--stage', '-z', '--', ...above]);
  if (answer.kind !== 'done') return undefined;
  // Each is "MODE ID STAGE<tab>PATH". A folder stands for everything in it, so its path is compared again.
  const entries = answer.stdout.toString('utf8').split('\0');
  const submodules = new Set(entries.filter((entry) => entry.startsWith('160000 ')).map(pathOfEntry));
  return above.find((folder) => submodules.has(folder));
}

/** Whether the innermost existing folder is empty. */
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
  // Windows lacks the last two. Undefined counts as 0 here.
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

/** Returns the refusal for a file or folder that the system does not allow to be read. */
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
