// Git LFS keeps large files elsewhere and a short text in their place: read as data, that text would be an audience of its own.
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Position } from '../diagnostic.ts';
import type { Refusal } from '../errors.ts';
import { askGit } from './git.ts';
import { refusePath } from './refuse-path.ts';

const beginning = Buffer.from('version https://git-lfs.github.com/spec/');

/** Enough of a file's beginning to tell. */
export const pointerBytes = beginning.length;

/** The longest that a pointer is. */
export const longestPointer = 1024;

export function isPointer(head: Uint8Array): boolean {
  return beginning.equals(head.subarray(0, beginning.length));
}

/** Throws a Refusal (PP164) when a file on disk that begins so is a pointer. */
export function refusePointer(path: string, head: Uint8Array, at: Position | undefined): void {
  if (isPointer(head)) throw pointerRefusal(path, 'Run git lfs pull, or check out with lfs: true.', at);
}

/** The file that a pointer in a commit stands for, if it has been fetched to this clone; otherwise throws a Refusal (PP164). */
export async function openPointed(
  folder: string,
  pointer: Buffer,
  path: string,
  at: Position | undefined,
): Promise<AsyncIterable<unknown>> {
  const [, oid = ''] = /^oid sha256:([0-9a-f]{64})$/m.exec(pointer.toString('latin1')) ?? [];
  const answer = await askGit(folder, ['rev-parse', '--git-common-dir']);
  const repository = answer.kind === 'done' ? answer.stdout.toString('utf8').replace(/\r?\n$/v, '') : '';
  const stored = join(resolve(folder, repository), 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
  const isStored =
    oid !== '' &&
    (await access(stored).then(
      () => true,
      () => false,
    ));
  if (!isStored) throw pointerRefusal(path, 'Run git lfs fetch for the base: git lfs fetch origin main', at);
  return createReadStream(stored);
}

function pointerRefusal(path: string, help: string, at: Position | undefined): Refusal {
  const message = `${path} is a Git LFS pointer, not the file that it stands for`;
  return refusePath({ code: 'PP164', path, message, help, at });
}
