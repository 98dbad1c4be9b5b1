// Opens a file of the workspace for reading, if it is one: inside, and regular.
import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { refusePath } from './refuse-path.ts';

/** The caller closes the handle. */
export async function openFile(root: string, path: string, at: Position | undefined): Promise<FileHandle> {
  const inside = resolveInside(root, path, at);
  const real = await resolveLinks(root, inside, path, at);
  // A FIFO would block whoever opens it, and to open a device can do something: so look first.
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
    throw refusePath({ code: 'PP150', path, message: `${JSON.stringify(path)} is not a path`, at });
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
    throw refuseUnreadable(path, cause, at);
  }
  throw refuseOutside(path, at);
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

function refuseOutside(path: string, at: Position | undefined): Error {
  const help = 'Only files inside the workspace are read, also through links. Copy it in, or write a relative path.';
  return refusePath({ code: 'PP151', path, message: `${path} leads out of the workspace`, help, at });
}

/** Of a file or folder that the system does not let us read. */
export function refuseUnreadable(path: string, cause: unknown, at: Position | undefined): Error {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const help = 'Paths are relative to the folder of pushplan.yaml.';
    return refusePath({ code: 'PP150', path, message: `${path} is not there`, help, at, cause });
  }
  return refusePath({
    code: 'PP150',
    path,
    message: `${path} cannot be read (${code})`,
    help: 'Look at its permissions.',
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
