// Opens the bytes that a lock names: in the data folder, under their digest, and no others.
import { formatCount } from '../numbers.ts';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { audienceFile } from '../audience/data-file.ts';
import type { Position } from '../diagnostic.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { refuseInGit, requireDataFolder } from '../workspace/data-folder.ts';
import type { DataPlace, Files } from '../workspace/files.ts';
import { openFile } from '../workspace/open-file.ts';
import { NoFile } from '../workspace/refuse-path.ts';
import { lockPathOf, type AudienceLock, figureOfRows } from './lock.ts';
import { bytesPathOf, findPinned, type PinnedBytes } from './forgetting/forgotten-mark.ts';
import { isParquet, readParquet } from './engine/parquet.ts';
import { summariseRows, type FileForm } from './summarise-rows.ts';
import { digestOf } from './digest-of.ts';

/** The audience has a lock, but its data is not on this machine. */
export class NoData extends Refusal {}

/** The audience comes from a query or an object, and has no lock. */
export class NotFetched extends Refusal {}

export interface PinnedData {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The ending of the file with these bytes. It differs from the ending in the lock if people were forgotten. */
  readonly format: string;
}

/**
 * Opens the data without the people who were forgotten. Throws a Refusal: exit 3 if the data is not here (NoData), exit 5 if it is other data. `at`
 * is where the audience is named; `form` is needed to count the rows of other data.
 */
export async function openPinned(files: Files, lock: AudienceLock, at: Position, form: FileForm): Promise<PinnedData> {
  const place = files.data;
  if (place?.kind !== 'folder') throw refuseNoData(lock, place, at);
  const data = requireDataFolder(place);
  const found = await findPinned(data, lock, at);
  const { format } = found;
  const path = bytesPathOf(found);
  try {
    const handle = await openFile(data, path, at);
    await refuseInGit(data, place.at);
    const { ino, size, mtimeMs, ctimeMs } = await handle.stat();
    const state = [data, path, ino, size, mtimeMs, ctimeMs].join(' ');
    if (verified.has(state)) return { bytes: handle.createReadStream({ highWaterMark: readBytes }), format };
    await handle.close();
    await verify(data, { lock, found }, at, form);
    verified.add(state);
  } catch (error) {
    throw error instanceof NoFile ? refuseNoData(lock, place, at) : error;
  }
  return openPinned(files, lock, at, form);
}

/** Returns the size in bytes; undefined if the file is not here. */
export async function sizeOfPinned({ data }: Files, lock: AudienceLock, at: Position): Promise<number | undefined> {
  if (data?.kind !== 'folder') return undefined;
  const found = await findPinned(data.path, lock, at);
  return stat(join(data.path, bytesPathOf(found))).then(
    ({ size }) => size,
    () => undefined,
  );
}

const readBytes = 128 * 1024;

/** Files whose digest this process has verified and that have not been written since. */
const verified = new Set<string>();

interface Pinned {
  readonly lock: AudienceLock;
  readonly found: PinnedBytes;
}

async function verify(data: string, { lock, found }: Pinned, at: Position, form: FileForm): Promise<void> {
  const path = bytesPathOf(found);
  const bytes = (await openFile(data, path, at)).createReadStream({ highWaterMark: readBytes });
  if ((await digestOf(bytes)) === found.sha256) return;
  const rows = await countRows(data, path, at, form);
  const now = rows === undefined ? 'cannot be read' : `has ${formatCount(rows)}`;
  const message = `the data of ${lock.campaign} is not what was fetched: ${lockPathOf(lock.campaign)} says ${figureOfRows(lock)}, and the file in the data folder ${now}, of other bytes`;
  const help = 'Nothing was sent. Fetch again: pushplan fetch. Or put the file back that the lock names.';
  throw new Refusal(exitCodes.stale, [errorAt(at, 'PP265', message, help)]);
}

/** Returns undefined if the rows can no longer be read. */
async function countRows(data: string, path: string, at: Position, form: FileForm): Promise<number | undefined> {
  try {
    const bytes = (await openFile(data, path, at)).createReadStream({ highWaterMark: readBytes });
    const readable = isParquet(path) ? readParquet(path, bytes, data) : bytes;
    return (await summariseRows(audienceFile(path), readable, {}, form)).rows;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function refuseNoData(lock: AudienceLock, place: DataPlace | undefined, at: Position): NoData {
  const rows = `${figureOfRows(lock)} of ${lock.fetched_at}`;
  const where = place?.kind === 'unset' ? `, and ${place.variable}, which names the data folder, is not set` : '';
  const message = `the audience of ${lock.campaign} is locked (${rows}), and its data is not here${where}`;
  const help =
    'Get it with pushplan fetch --locked, or say where it is (data_dir in pushplan.yaml). plan --without-data shows what is known without it.';
  return new NoData(exitCodes.invalidInput, [errorAt(at, 'PP264', message, help)]);
}
