// Fetches one audience: reads its source into a staging folder, checks the result, and only then puts data and lock in place.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { audienceFile } from '../audience/data-file.ts';
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { nameObject } from '../campaign/object-name.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import type { DataStore } from '../workspace/settings.ts';
import { findSource } from './find-source.ts';
import { lockPathOf, sourceOf, writeLock, type AudienceLock } from './lock.ts';
import { originOf } from './open-data.ts';
import { isParquet, readParquet } from './engine/parquet.ts';
import { bytesPathOf } from './forgetting/forgotten-mark.ts';
import { placeFile, writeAll } from './place-file.ts';
import type { ResultColumn } from './engine/query-protocol.ts';
import { blameQuery } from './source-refusal.ts';
import type { SourceWork, SourceWorld } from './source.ts';
import { openStaging } from './engine/staging.ts';
import { summariseRows, type RowSummary } from './summarise-rows.ts';
import { makeFolder } from '../workspace/make-folder.ts';

export interface FetchWork extends SourceWorld {
  readonly files: Files;
  /** The absolute path of the data folder, which exists. */
  readonly data: string;
  /** When the fetch began, in milliseconds since 1970. */
  readonly now: number;
  /** As in SourceWork. */
  readonly pinnedObject?: string;
  /** The data store, if pushplan.yaml has one. */
  readonly store?: DataStore;
}

export interface FetchedAudience extends AsyncDisposable {
  /** The lock of this audience. */
  readonly lock: AudienceLock;
  /** Puts the data into the data folder. */
  keepData(): Promise<void>;
}

/** Nothing outside the staging folder has changed when this returns. Throws a Refusal if the source gives no audience. */
export async function fetchAudience(campaign: Campaign, work: FetchWork): Promise<FetchedAudience> {
  const { files, data, now } = work;
  await using onFailure = new AsyncDisposableStack();
  const staging = onFailure.use(await openStaging(data));
  const source = findSource(campaign);
  const { result } = staging;
  const { sha256, size, columns } = await writeAll(result, source.read({ ...work, staging, ...askOf(campaign) }), work);
  const declared = { ...campaign.audience.columns, ...typesOf(columns) };
  const summary = size === 0 ? undefined : await summarise(campaign, result, work, declared);
  if (summary === undefined || summary.rows === 0) throw refuseEmpty(campaign);
  const lock: AudienceLock = {
    version: 1,
    campaign: campaign.id,
    source: { ...(await sourceOf(files, campaign)), ...nameOfObject(campaign, work) },
    format: source.format,
    sha256,
    ...summary,
    fetched_at: new Date(now).toISOString().replace(/\.\d+Z$/v, 'Z'),
  };
  const kept = onFailure.move();
  return {
    lock,
    keepData: () => placeFile(result, join(data, bytesPathOf(lock))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function askOf(campaign: Campaign): Pick<SourceWork, 'at' | 'query'> {
  const { query } = campaign.audience;
  const at = originOf(campaign);
  return { at, ...(query && { query: { ...query, paramsAt: locateIn(campaign, ['audience', 'params']) } }) };
}

/** Returns the name of the object, if it differs from the name in the campaign. */
function nameOfObject(
  { audience: { object } }: Campaign,
  { now, pinnedObject }: FetchWork,
): { readonly object?: string } {
  if (object === undefined) return {};
  const name = pinnedObject ?? nameObject(object, now);
  return name === object.name ? {} : { object: name };
}

async function summarise(
  campaign: Campaign,
  path: string,
  work: FetchWork,
  declared: Readonly<Record<string, ColumnType>>,
): Promise<RowSummary | undefined> {
  const { audience } = campaign;
  const { query } = audience;
  // The format of a dated object follows from the name that it has on that day.
  const { object: file = audience.file } = nameOfObject(campaign, work);
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    const rows = isParquet(file) ? readParquet(file, bytes, work.data) : bytes;
    return await summariseRows(audienceFile(file), rows, declared, audience);
  } catch (error) {
    if (isParquet(file) && isOfNothing(error)) return undefined;
    throw query === undefined ? error : blameQuery(query.file, originOf(campaign), error);
  }
}

/** Tells whether the file has no rows. Parquet without rows still has bytes. */
function isOfNothing(error: unknown): boolean {
  return error instanceof Refusal && error.diagnostics.some(({ code }) => code === 'PP209');
}

function refuseEmpty(campaign: Campaign): Refusal {
  const message = `the fetch of ${campaign.id} brought no rows; what was fetched before stays`;
  const help = 'Check why the source has none: a filter, a date, an export that has not run.';
  return new Refusal(exitCodes.blocked, [errorAt(originOf(campaign), 'PP267', message, help)]);
}

function typesOf(columns: readonly ResultColumn[] = []): Readonly<Record<string, ColumnType>> {
  const types: Record<string, ColumnType> = Object.create(null);
  for (const { name, type } of columns) types[name] = type;
  return types;
}

/** Writes the lock in one atomic step, with the usual file mode, since other users may read the files of a workspace. */
export async function keepLock(root: string, lock: AudienceLock): Promise<void> {
  const path = join(root, lockPathOf(lock.campaign));
  makeFolder(dirname(path));
  // The name is unique, since another fetch of the campaign may be at this point too.
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(beside, writeLock(lock), { flush: true, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
