// Rewrites one fetched file without a person. The new file is written beside the old one, and replaces it only when everything is ready.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { audienceFile } from '../../audience/data-file.ts';
import { dropRows, type DroppedRows } from '../../audience/drop-rows.ts';
import { findFormat } from '../../audience/format.ts';
import { openAudience } from '../../audience/open-audience.ts';
import { createPacker } from '../../audience/unpack.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { makeFolderKey } from './folder-key.ts';
import { bytesPathOf, placeMark, writeMark, type PinnedBytes } from './forgotten-mark.ts';
import { isParquet, readParquet } from '../engine/parquet.ts';
import { judgeRows, type RowOwner } from './row-judge.ts';
import { makeFolder } from '../../workspace/make-folder.ts';
import { digestOf } from '../digest-of.ts';

export type FetchedFile = Pick<PinnedBytes, 'campaign' | 'sha256' | 'format'>;

export interface FileWithout {
  readonly file: FetchedFile;
  /** The file without the person: its digest and its ending. */
  readonly without: FetchedFile;
  /** The absolute path of the new file until it is placed, and its size in bytes. */
  readonly beside: string;
  readonly size: number;
  readonly removed: number;
  /** The identifiers in the rows of the person. */
  readonly others: readonly KeyedIdentifier[];
}

interface Forgetting {
  /** The absolute path of the bytes. */
  readonly path: string;
  /** The absolute path of the data folder. */
  readonly data: string;
  /** The absolute path of the new file, which is in the data folder. */
  readonly beside: string;
  readonly wanted: KeyedIdentifier;
  readonly owner: RowOwner | undefined;
}

/** Returns undefined if the person is not in it. Throws a Refusal (exit 3) if it cannot be read, or does not match the digest in its name. */
export async function forgetInFile(file: FetchedFile, forgetting: Forgetting): Promise<FileWithout | undefined> {
  const { path, data, beside, wanted, owner } = forgetting;
  const name = bytesPathOf(file);
  // Rows from the engine are written as NDJSON, the way they come: only the engine could write them as Parquet.
  const isFromEngine = isParquet(name);
  const read = (): AsyncIterable<Uint8Array> => {
    const bytes = createReadStream(path, { highWaterMark: readBytes });
    return isFromEngine ? readParquet(name, bytes, data) : bytes;
  };
  const { csv, sheet } = owner?.campaign.audience ?? {};
  const columns = await columnsOf({ file: audienceFile(name), csv, sheet }, read()).catch(noneWhereEmpty);
  if (columns === undefined) return undefined;
  const judge = judgeRows(wanted, columns, owner);
  const { removed, sha256 } = await write(
    beside,
    { file: audienceFile(name), csv, sheet, isTheirs: judge.isTheirs },
    read(),
  );
  if (removed === 0) {
    await rm(beside);
    return undefined;
  }
  // The mark claims that the new bytes are the old ones without a person. That would be false if somebody has changed the file.
  if ((await digestOf(createReadStream(path, { highWaterMark: readBytes }))) !== file.sha256)
    throw refuseChangedFile(name);
  const without = { campaign: file.campaign, sha256, format: isFromEngine ? 'ndjson' : file.format };
  return { file, without, beside, size: (await stat(beside)).size, removed, others: judge.others() };
}

/** Returns the mark that leads from the old bytes to the new ones. `at` is wall clock time in milliseconds since 1970. */
export async function markOf({ file, without, removed }: FileWithout, data: string, at: number): Promise<string> {
  await makeFolderKey(data);
  const { sha256, format } = without;
  const mark = { version: 1, sha256, format, rows_removed: removed, at: new Date(at).toISOString() } as const;
  return writeMark(data, file, mark);
}

/** Replaces the old file with the new one and the mark. */
export async function placeWithout({ file, without, beside }: FileWithout, data: string, mark: string): Promise<void> {
  // Only the last step removes the person. Until then, nothing is lost.
  const place = join(data, bytesPathOf(without));
  makeFolder(dirname(place), 0o700);
  await rename(beside, place);
  await placeMark(data, file, { mark, beside: `${beside}.mark` });
  await rm(join(data, bytesPathOf(file)), { force: true });
}

const readBytes = 256 * 1024;

function refuseChangedFile(file: string): Refusal {
  const message = 'its bytes are not those that its name says';
  return new Refusal(exitCodes.invalidInput, [{ severity: 'error', code: 'PP356', message, file, help: '' }]);
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

/** A file of lines without rows looks like a file that was cut off. Neither contains anybody to forget. */
function noneWhereEmpty(error: unknown): undefined {
  if (error instanceof Refusal && error.diagnostics.every(({ code }) => code === 'PP209')) return undefined;
  throw error;
}

async function write(
  beside: string,
  order: DroppedRows,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly removed: number; readonly sha256: string }> {
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
  else await pipeline(kept, createPacker(packing), summed, file);
  return { removed, sha256: sum.digest('hex') };
}
