// One fetched file rewritten without a person: beside the old one first, and in its place only when everything is ready.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import { dropRows, type DroppedRows } from '../../audience/drop-rows.ts';
import { findFormat } from '../../audience/format.ts';
import { openAudience } from '../../audience/open-audience.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { makeFolderKey } from './folder-key.ts';
import { bytesPathOf, markPathOf, writeMark, type PinnedBytes } from './forgotten-mark.ts';
import { isParquet, readParquet } from '../engine/parquet.ts';
import { judgeRows, type RowOwner } from './row-judge.ts';

export type FetchedFile = Pick<PinnedBytes, 'campaign' | 'sha256' | 'format'>;

export interface FileWithout {
  readonly file: FetchedFile;
  /** Of the file without them. */
  readonly sha256: string;
  readonly removed: number;
  /** What their rows say of them. */
  readonly others: readonly KeyedIdentifier[];
  /** Puts it in the place of the old one, and the mark beside it. `at` is wall clock, milliseconds. */
  place(at: number): Promise<void>;
}

interface Forgetting {
  /** The data folder, absolute. */
  readonly data: string;
  /** Where the new file is written, absolute; it is in the data folder. */
  readonly beside: string;
  readonly wanted: KeyedIdentifier;
  readonly owner: RowOwner | undefined;
}

/** Undefined where nobody in it is the person. Throws a Refusal (exit 3) where it cannot be read. */
export async function forgetInFile(file: FetchedFile, forgetting: Forgetting): Promise<FileWithout | undefined> {
  const { data, beside, wanted, owner } = forgetting;
  const path = bytesPathOf(file);
  // Rows that an engine gives are written as it gives them: only it could write them as they were.
  const isFromEngine = isParquet(path);
  const read = (): AsyncIterable<Uint8Array> => {
    const bytes = createReadStream(join(data, path), { highWaterMark: 256 * 1024 });
    return isFromEngine ? readParquet(path, bytes, data) : bytes;
  };
  const { csv, sheet } = owner?.campaign.audience ?? {};
  const judge = judgeRows(wanted, await columnsOf({ file: path, csv, sheet }, read()), owner);
  const { removed, sha256 } = await write(beside, { file: path, csv, sheet, isTheirs: judge.isTheirs }, read());
  if (removed === 0) {
    await rm(beside);
    return undefined;
  }
  const { campaign } = file;
  const format = isFromEngine ? 'ndjson' : file.format;
  return {
    file,
    sha256,
    removed,
    others: judge.others(),
    place: async (at) => {
      await makeFolderKey(data);
      const mark = { version: 1, sha256, format, rows_removed: removed, at: new Date(at).toISOString() } as const;
      const text = await writeMark(data, file, mark);
      // The person is gone with the last step, and up to it nothing is lost.
      await rename(beside, join(data, bytesPathOf({ campaign, sha256, format })));
      const markBeside = `${beside}.mark`;
      await writeFile(markBeside, text, { mode: 0o600, flush: true });
      await rename(markBeside, join(data, markPathOf(file)));
      await rm(join(data, path));
    },
  };
}

async function columnsOf(
  { file, csv, sheet }: Omit<DroppedRows, 'isTheirs'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<readonly string[]> {
  await using audience = await openAudience(file, bytes, {
    ...(csv && { csv }),
    ...(sheet !== undefined && { sheet }),
  });
  return audience.columns;
}

async function write(
  beside: string,
  order: DroppedRows,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Pick<FileWithout, 'removed' | 'sha256'>> {
  let removed = 0;
  async function* kept(): AsyncGenerator<Buffer> {
    removed = yield* dropRows(order, bytes);
  }
  const sum = createHash('sha256');
  async function* summed(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const part of packed) {
      sum.update(part);
      yield part;
    }
  }
  await using handle = await open(beside, 'wx', 0o600);
  const file = handle.createWriteStream({ flush: true });
  const { packing } = findFormat(order.file);
  if (packing === undefined) await pipeline(kept, summed, file);
  else await pipeline(kept, packing === '.gz' ? createGzip() : createZstdCompress(), summed, file);
  return { removed, sha256: sum.digest('hex') };
}
