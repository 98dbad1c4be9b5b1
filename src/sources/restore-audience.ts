// Copies the bytes of a lock from the data store into the data folder, for a machine that did not fetch them.
import { join } from 'node:path';
import type { Position } from '../diagnostic.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { DataStore } from '../workspace/settings.ts';
import { readFromStore, readStoredMark } from './downloads/data-store.ts';
import { openStaging } from './engine/staging.ts';
import type { FetchWork } from './fetch-audience.ts';
import {
  bytesPathOf,
  checkMark,
  findPinned,
  markPathOf,
  placeMark,
  type PinnedBytes,
} from './forgetting/forgotten-mark.ts';
import { lockPathOf, type AudienceLock } from './lock.ts';
import { placeFile, writeAll } from './place-file.ts';

interface Restoring {
  readonly store: DataStore;
  readonly work: FetchWork;
  /** The place in the campaign where the audience is named. */
  readonly at: Position;
}

/** Leaves out forgotten people. Throws a Refusal if the store lacks the data: exit 5 if it has a mark of another data folder in its place. */
export async function restoreAudience(lock: AudienceLock, { store, work, at }: Restoring): Promise<void> {
  await using staging = await openStaging(work.data);
  for (let mark = 0; ; mark += 1) {
    const wanted = await findPinned(work.data, lock, at);
    const result = join(staging.spill, `bytes-${mark}`);
    try {
      await writeAll(result, readFromStore(store, wanted, work), work);
      await placeFile(result, join(work.data, bytesPathOf(wanted)));
      return;
    } catch (error) {
      const text = isMissing(error) ? await readStoredMark(store, wanted, work) : undefined;
      if (text === undefined) throw error;
      if ((await checkMark(work.data, wanted, text)) === undefined) throw refuseMark(lock, wanted, at);
      await placeMark(work.data, wanted, { mark: text, beside: join(staging.spill, `mark-${mark}`) });
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Refusal && error.diagnostics.some(({ code }) => code === 'PP285');
}

function refuseMark({ campaign }: AudienceLock, wanted: PinnedBytes, at: Position): Refusal {
  const message = `people were forgotten in what ${lockPathOf(campaign)} names: the data store has ${markPathOf(wanted)} in its place, written with the key of another data folder`;
  const help = 'Nothing was fetched. Run pushplan fetch, which writes a new lock, and have it reviewed.';
  return new Refusal(exitCodes.stale, [errorAt(at, 'PP355', message, help)]);
}
