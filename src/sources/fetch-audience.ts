// Fetches one audience: reads its source into a staging folder, looks at what came, and only then puts data and lock in place.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { findSource } from './find-source.ts';
import { lockPathOf, sourceOf, writeLock, type AudienceLock } from './lock.ts';
import { originOf } from './open-data.ts';
import { isParquet, readParquet } from './parquet.ts';
import { bytesPathOf } from './forgotten-mark.ts';
import type { ResultColumn } from './query-protocol.ts';
import { openStaging } from './staging.ts';
import { summariseRows, type RowSummary } from './summarise-rows.ts';

export interface FetchWork {
  readonly files: Files;
  /** The data folder, absolute; it is there. */
  readonly data: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Hears of bytes as they come. */
  readonly progress: (bytes: number) => void;
}

export interface FetchedAudience extends AsyncDisposable {
  /** What a lock of it says. */
  readonly lock: AudienceLock;
  /** Puts the data into the data folder. */
  keepData(): Promise<void>;
}

/** Nothing outside of the staging folder has changed when this is done. Throws a Refusal where the source gives no audience. */
export async function fetchAudience(campaign: Campaign, work: FetchWork): Promise<FetchedAudience> {
  const { files, data, now, progress } = work;
  await using onFailure = new AsyncDisposableStack();
  const staging = onFailure.use(await openStaging(data));
  const source = findSource(campaign);
  const { result } = staging;
  const { sha256, size, columns } = await writeAll(result, source.read({ files, data, staging, campaign }), progress);
  const declared = { ...campaign.audience.columns, ...typesOf(columns) };
  const summary = size === 0 ? undefined : await summarise(campaign, result, data, declared);
  if (summary === undefined || summary.rows === 0) throw refuseEmpty(campaign);
  const lock: AudienceLock = {
    version: 1,
    campaign: campaign.id,
    source: await sourceOf(files, campaign),
    format: source.format,
    sha256,
    ...summary,
    fetched_at: new Date(now).toISOString().replace(/\.\d+Z$/v, 'Z'),
  };
  const kept = onFailure.move();
  return {
    lock,
    keepData: () => place(result, join(data, bytesPathOf(lock))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function summarise(
  { audience }: Campaign,
  path: string,
  data: string,
  declared: Readonly<Record<string, ColumnType>>,
): Promise<RowSummary> {
  const { file } = audience;
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  return summariseRows(file, isParquet(file) ? readParquet(file, bytes, data) : bytes, declared, audience);
}

function refuseEmpty(campaign: Campaign): Refusal {
  const message = `the fetch of ${campaign.id} brought no rows; what was fetched before stays`;
  const help = 'See why the source has none: a filter, a date, an export that has not run.';
  return new Refusal(exitCodes.blocked, [errorAt(originOf(campaign), 'PP267', message, help)]);
}

interface Written {
  readonly sha256: string;
  readonly size: number;
  readonly columns: readonly ResultColumn[] | undefined;
}

async function writeAll(
  path: string,
  bytes: AsyncGenerator<Uint8Array, readonly ResultColumn[] | undefined>,
  progress: (bytes: number) => void,
): Promise<Written> {
  const sum = createHash('sha256');
  let size = 0;
  await using file = await open(path, 'wx', 0o600);
  for (;;) {
    const { done, value } = await bytes.next();
    if (done === true) {
      await file.sync();
      return { sha256: sum.digest('hex'), size, columns: value };
    }
    sum.update(value);
    size += value.length;
    await file.writeFile(value);
    progress(value.length);
  }
}

function typesOf(columns: readonly ResultColumn[] = []): Readonly<Record<string, ColumnType>> {
  const types: Record<string, ColumnType> = Object.create(null);
  for (const { name, type } of columns) types[name] = type;
  return types;
}

/** In one step, so that nobody ever sees a part of it. */
async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
}

/** In one step too. The workspace's files are others' to read, so this one has the usual mode. */
export async function keepLock(root: string, lock: AudienceLock): Promise<void> {
  const path = join(root, lockPathOf(lock.campaign));
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.tmp`;
  await writeFile(beside, writeLock(lock), { flush: true });
  await rename(beside, path);
}
