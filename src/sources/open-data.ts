// Opens the bytes of a campaign's audience, wherever they are: the file that it names, or the data that was fetched for it and locked.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, type Position } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { makeDataFolder } from '../workspace/data-folder.ts';
import type { Files } from '../workspace/files.ts';
import type { ModifiedAt } from '../workspace/modified-at.ts';
import { fetchAgain, lockPathOf, readLock, sourceOf, type AudienceLock } from './lock.ts';
import { isParquet, readParquet } from './engine/parquet.ts';
import { NotFetched, openPinned, sizeOfPinned, type PinnedData } from './pinned-file.ts';

/** The bytes for the reader of `audience.file`: NDJSON if the engine makes them. Throws a Refusal (exit 3, or 5 if the lock has another source). */
export async function openData(files: Files, campaign: Campaign): Promise<AsyncIterable<Uint8Array>> {
  const { file } = campaign.audience;
  const { bytes, format } = await openBytes(files, campaign);
  // A file from which people were removed is already NDJSON from the engine.
  if (!isParquet(file) || format === 'ndjson') return bytes;
  if (files.data === undefined) throw new Error('Parquet is read by way of the data folder, and there is none');
  return readParquet(file, bytes, await makeDataFolder(files.data));
}

async function openBytes(files: Files, campaign: Campaign): Promise<Partial<PinnedData> & Pick<PinnedData, 'bytes'>> {
  const { file, query, object, isSample } = campaign.audience;
  const at = originOf(campaign);
  if (isSample === true) return { bytes: await files.stream(file, at) };
  const lock = await readLock(files, campaign);
  if (lock !== undefined) {
    await refuseOtherSource(files, campaign, lock);
    return openPinned(files, lock, at, campaign.audience);
  }
  if (query === undefined && object === undefined) return { bytes: await files.stream(file, at) };
  const message = `the audience of ${campaign.id} has not been fetched: there is no ${lockPathOf(campaign.id)}`;
  const help = `Run pushplan fetch ${campaign.file}, and commit the lock that it writes.`;
  throw new NotFetched(exitCodes.invalidInput, [errorAt(at, 'PP262', message, help)]);
}

/** Returns the size of what `openData` gives in bytes; undefined if only reading it would tell. Throws a Refusal (exit 3) for a damaged lock. */
export async function sizeOfData(files: Files, campaign: Campaign): Promise<number | undefined> {
  const { file, isSample } = campaign.audience;
  if (isParquet(file)) return undefined;
  const lock = isSample === true ? undefined : await readLock(files, campaign);
  return lock === undefined ? files.size(file) : sizeOfPinned(files, lock, originOf(campaign));
}

/** The place in the campaign where the audience is named. */
export function originOf(campaign: Campaign): Position {
  const { query, object, isSample } = campaign.audience;
  const key = query !== undefined ? 'query' : object === undefined ? 'file' : 'object';
  return locateIn(campaign, ['audience', isSample === true ? 'samples' : key]);
}

/** Throws a Refusal (exit 5) if the lock was made from another file, query or params than the campaign has. */
export async function refuseOtherSource(files: Files, campaign: Campaign, lock: AudienceLock): Promise<void> {
  const change = await describeChange(files, campaign, lock);
  if (change === undefined) return;
  const message = `${lockPathOf(campaign.id)} does not fit the campaign: ${change}`;
  throw new Refusal(exitCodes.stale, [errorAt(originOf(campaign), 'PP263', message, `${fetchAgain(campaign.id)}.`)]);
}

/** Returns as a clause what has changed since the fetch, or undefined. */
async function describeChange(files: Files, campaign: Campaign, { source }: AudienceLock): Promise<string | undefined> {
  const now = await sourceOf(files, campaign);
  if (now.kind !== source.kind || now.file !== source.file || now.name !== source.name) {
    return `the audience was fetched from ${describeSource(source)}, and it is ${describeSource(now)} now`;
  }
  return now.sha256 === source.sha256
    ? undefined
    : now.name === undefined
      ? `${now.file} or its params have changed since the audience was fetched`
      : `${now.file}, what it is asked with, or the source ${now.name} in pushplan.yaml have changed since the audience was fetched`;
}

/** Names the source as in "audiences/vip.sql" or "vip/2026-11-28.csv of exports". */
export function describeSource({ file, name, object = file }: AudienceLock['source']): string {
  return name === undefined ? file : `${object} of ${name}`;
}

/** The time of the fetch; for an audience that is not fetched, the time when its file was last changed. */
export async function dateOfData(files: Files, campaign: Campaign): Promise<ModifiedAt> {
  const lock = await readLock(files, campaign);
  if (lock === undefined) return files.modifiedAt(campaign.audience.file);
  return { kind: 'known', at: Date.parse(lock.fetched_at) };
}
