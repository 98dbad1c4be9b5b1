// Implements `keep`: removes old fetched files that no lock of the workspace needs.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { listFetched } from './forgetting/fetched-files.ts';
import { bytesPathOf, findPinned, markPathOf } from './forgetting/forgotten-mark.ts';
import { readLock } from './lock.ts';

interface Removal {
  /** The absolute path of the data folder. */
  readonly data: string;
  /** How long fetched files are kept, in milliseconds. */
  readonly keep: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where this time is written. */
  readonly at: Position;
}

/** Returns the number of removed files. If the lock of a campaign cannot be read, all its files stay. */
export async function removeOld(files: Files, { data, keep, now, at }: Removal): Promise<number> {
  const fetched = await listFetched(data);
  const needed = new Map<string, ReadonlySet<string> | 'all'>();
  for (const id of await lockedIn(files)) needed.set(id, await neededBy(files, id, data, at));
  let removed = 0;
  for (const file of fetched) {
    const path = bytesPathOf(file);
    const ofCampaign = needed.get(file.campaign) ?? new Set();
    if (ofCampaign === 'all' || ofCampaign.has(path)) continue;
    // Another fetch may have removed it meanwhile.
    const found = await stat(join(data, path)).catch(() => undefined);
    if (found === undefined || now - found.mtimeMs <= keep) continue;
    await rm(join(data, path), { force: true });
    removed += 1;
  }
  return removed;
}

/** The ids of the campaigns that have a lock. */
async function lockedIn(files: Files): Promise<readonly string[]> {
  return (await files.list()).flatMap(
    (path) => /^audiences\/(?<id>[^\/]+)\.lock\.yaml$/v.exec(path)?.groups?.['id'] ?? [],
  );
}

/** Returns the paths of the bytes that a lock names or marks lead to, and of the marks on the way. 'all' if the lock cannot be read. */
async function neededBy(files: Files, id: string, data: string, at: Position): Promise<ReadonlySet<string> | 'all'> {
  try {
    const lock = await readLock(files, { id });
    if (lock === undefined) return new Set();
    const found = await findPinned(data, lock, at);
    return new Set([bytesPathOf(found), ...found.way.map((sha256) => markPathOf({ campaign: id, sha256 }))]);
  } catch (error) {
    if (error instanceof Refusal) return 'all';
    throw error;
  }
}
