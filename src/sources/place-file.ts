// Bytes of a source into a file, and the file into its place.
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

/** `path` is new, and for its owner alone. */
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
    // Where the disk is full, nobody reads on, and the source is to end.
    await bytes.return(undefined);
  }
}

/** In one step, so that nobody ever sees a part of it. */
export async function placeFile(from: string, to: string): Promise<void> {
  makeFolder(dirname(to), 0o700);
  await rename(from, to);
}
