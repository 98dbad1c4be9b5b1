// Writes the bytes of a source into a file, and moves the file into its place.
import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ResultColumn } from './engine/query-protocol.ts';
import type { Source, SourceWorld } from './source.ts';
import { makeFolder } from '../workspace/make-folder.ts';

interface Written {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  readonly columns: readonly ResultColumn[] | undefined;
}

/** `path` must not exist. Only its owner can read the file. */
export async function writeAll(
  path: string,
  bytes: ReturnType<Source['read']>,
  { progress, signal }: Pick<SourceWorld, 'progress' | 'signal'>,
): Promise<Written> {
  const sum = createHash('sha256');
  let size = 0;
  await using file = await open(path, 'wx', 0o600);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await bytes.next();
      if (done === true) {
        await file.sync();
        return { sha256: sum.digest('hex'), size, columns: value };
      }
      sum.update(value);
      size += value.length;
      await file.writeFile(value);
      progress.bytes(value.length);
    }
  } finally {
    // If writing fails, for example on a full disk, the source must end too.
    await bytes.return(undefined);
  }
}

/** Moves the file in one atomic step, so that nobody ever sees a part of it. */
export async function placeFile(from: string, to: string): Promise<void> {
  makeFolder(dirname(to), 0o700);
  await rename(from, to);
}
