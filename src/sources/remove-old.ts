// keep: removes fetched files that are older, and that no lock of the workspace needs.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { listFetched } from './forgetting/fetched-files.ts';
import { bytesPathOf, findPinned, markPathOf } from './forgetting/forgotten-mark.ts';
import { readLock } from './lock.ts';

interface Removal {
  /** The data folder, absolute. */
  readonly data: string;
  /** Milliseconds. */
  readonly keep: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where it is said how long they are kept. */
  readonly at: Position;
}

/** Gives how many files were removed. If the lock of a campaign cannot be read, all its files stay. */
export async function removeOld(files: Files, { data, keep, now, at }: Removal): Promise<number> {
  const fetched = await listFetched(data);
  const needed = new Map<string, ReadonlySet<string> | 'all'>();
  for (const id of await lockedIn(files)) needed.set(id, await neededBy(files, id, data, at));
  let removed = 0;
  for (const file of fetched) {
    const path = bytesPathOf(file);
    const ofCampaign = needed.get(file.campaign) ?? new Set();
    if (ofCampaign === 'all' || ofCampaign.has(path)) continue;
    // Another fetch may have removed it since.
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

/** The bytes that a lock names, or that marks lead to, and the marks on the way. */
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
