// Handles Git LFS pointers: short texts in place of large files, which are stored elsewhere. Read as data, a pointer would be a wrong audience.
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Position } from '../diagnostic.ts';
import type { Refusal } from '../errors.ts';
import { askGit } from './git.ts';
import { refusePath } from './refuse-path.ts';

const beginning = Buffer.from('version https://git-lfs.github.com/spec/');

/** The number of bytes at the beginning of a file that show whether it is a pointer. */
export const pointerBytes = beginning.length;

/** The largest size of a pointer, in bytes. */
export const longestPointer = 1024;

export function isPointer(head: Uint8Array): boolean {
  return beginning.equals(head.subarray(0, beginning.length));
}

/** Throws a Refusal (PP164) if a file on disk is a pointer. `head` is the beginning of the file. */
export function refusePointer(path: string, head: Uint8Array, at: Position | undefined): void {
  if (isPointer(head)) throw pointerRefusal(path, 'Run git lfs pull, or check out with lfs: true.', at);
}

/** Opens the file that a pointer in a commit refers to. Throws a Refusal (PP164) if it was not fetched to this clone. */
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
