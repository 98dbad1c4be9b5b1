// Updates, checks or restores one audience: compares what is here with what the source gives now.
import { formatCount } from '../numbers.ts';
import { join } from 'node:path';
import type { Campaign } from '../campaign/campaign.ts';
import { errorAt, warningAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { isThere } from '../workspace/find-workspace.ts';
import { putIntoStore } from './downloads/data-store.ts';
import { fetchAudience, keepLock, type FetchedAudience, type FetchWork } from './fetch-audience.ts';
import { figureOfRows, lockPathOf, readLock, type AudienceLock } from './lock.ts';
import { originOf, refuseOtherSource } from './open-data.ts';
import { bytesPathOf } from './forgetting/forgotten-mark.ts';
import { openPinned } from './pinned-file.ts';
import { restoreAudience } from './restore-audience.ts';

export interface UpdateWork extends FetchWork {
  /** `write` writes lock and data, `check` only compares them, and `locked` gets the data that the lock names. */
  readonly mode: 'write' | 'check' | 'locked';
  /** Whether a limit counts from the time of the fetch. If so, a new time is worth a new lock even if nothing else has changed. */
  readonly hasMaxAge: boolean;
  /** Throws a Refusal if the campaign cannot be rendered with these columns. */
  readonly judge: (columns: readonly string[]) => void;
}

export interface UpdatedAudience {
  readonly status: 'fetched' | 'unchanged' | 'here';
  readonly lock: AudienceLock;
  /** The previous lock, if there was one. */
  readonly before?: AudienceLock;
  /** Present if the data came from the data store, without a request to the source. */
  readonly isStored?: true;
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a Refusal: exit 3 or 4 if the source gives no audience, exit 5 if it gives another one that must not be kept. */
export async function updateLock(campaign: Campaign, work: UpdateWork): Promise<UpdatedAudience> {
  const { files, mode } = work;
  const before = await readBefore(files, campaign, mode);
  if (mode !== 'locked' || before === undefined) return updateFromSource(campaign, work, before);
  await refuseOtherSource(files, campaign, before);
  if (await isHere(files, campaign, before)) return { status: 'here', lock: before, before, diagnostics: [] };
  const missing = await findInStore(campaign, before, work);
  if (missing === undefined) return { status: 'fetched', lock: before, before, isStored: true, diagnostics: [] };
  try {
    return await updateFromSource(campaign, work, before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.exitCode, [...missing, ...error.diagnostics]);
  }
}

/** Returns undefined if the store had the data, which is then in the data folder. */
async function findInStore(
  campaign: Campaign,
  lock: AudienceLock,
  work: UpdateWork,
): Promise<readonly Diagnostic[] | undefined> {
  const { store } = work;
  if (store === undefined) return [];
  try {
    await restoreAudience(lock, { store, work, at: originOf(campaign) });
    return undefined;
  } catch (error) {
    // If the store refuses access or lacks the data, the source may still be available.
    if (!(error instanceof Refusal) || error.diagnostics.some(({ code }) => code !== 'PP283' && code !== 'PP285'))
      throw error;
    return error.diagnostics;
  }
}

async function updateFromSource(
  campaign: Campaign,
  work: UpdateWork,
  before: AudienceLock | undefined,
): Promise<UpdatedAudience> {
  const { mode, judge, files } = work;
  const pinnedObject = mode === 'locked' ? before?.source.object : undefined;
  await using fetched = await fetchAudience(campaign, pinnedObject === undefined ? work : { ...work, pinnedObject });
  const { lock } = fetched;
  judge(Object.keys(lock.columns));
  if (before !== undefined && isSame(before, lock)) return await keepSame(campaign, work, fetched, before);
  if (mode !== 'write') throw refuseOther(campaign, before, lock);
  await fetched.keepData();
  const diagnostics = await keepInStore(campaign, lock, work);
  await keepLock(files.root, lock);
  return {
    status: 'fetched',
    lock,
    ...(before && { before }),
    diagnostics: before === undefined ? [...diagnostics, ...warnOfCut(campaign, lock)] : diagnostics,
  };
}

/** Puts the data into the store before a lock names it. If people were removed from it, it is not put there: the lock names bytes that are gone. */
async function keepInStore(campaign: Campaign, lock: AudienceLock, work: UpdateWork): Promise<readonly Diagnostic[]> {
  const path = join(work.data, bytesPathOf(lock));
  if (work.store === undefined || !(await isThere(work.data, bytesPathOf(lock)))) return [];
  if ((await putIntoStore(work.store, lock, path, work)) === 'there') return [];
  const message = `the data of ${campaign.id} was not put into the data store: people were forgotten in exactly these rows`;
  const help =
    'They are in this data folder now, and other machines cannot get this data. Remove them at the source, fetch again, and run pushplan forget here too.';
  return [warningAt(originOf(campaign), 'PP355', message, help)];
}

/** Returns undefined for a lock that cannot be read, which is then replaced. If nothing may be written, throws the Refusal. */
async function readBefore(
  files: Files,
  campaign: Campaign,
  mode: UpdateWork['mode'],
): Promise<AudienceLock | undefined> {
  try {
    const lock = await readLock(files, campaign);
    if (lock !== undefined || mode !== 'locked') return lock;
  } catch (error) {
    if (!(error instanceof Refusal) || mode !== 'write') throw error;
    return undefined;
  }
  const message = `there is no ${lockPathOf(campaign.id)}, so --locked does not know what to get`;
  const help = 'Fetch it without --locked, and commit the lock.';
  throw new Refusal(exitCodes.invalidInput, [errorAt(originOf(campaign), 'PP262', message, help)]);
}

async function isHere(files: Files, campaign: Campaign, lock: AudienceLock): Promise<boolean> {
  try {
    const { bytes } = await openPinned(files, lock, originOf(campaign), campaign.audience);
    // Only checks that the data can be opened, and closes it again.
    for await (const _ of bytes) break;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Tells whether both locks have the same rows, in any order, from the same source. */
function isSame(before: AudienceLock, lock: AudienceLock): boolean {
  return factsOf(before) === factsOf(lock);
}

function factsOf({ source, format, rows, rows_sha256, columns }: AudienceLock): string {
  return JSON.stringify([
    source.kind,
    source.name,
    source.file,
    source.sha256,
    format,
    rows,
    rows_sha256,
    Object.entries(columns),
  ]);
}

/** Keeps bytes and lock, so that nothing changes in git. */
async function keepSame(
  campaign: Campaign,
  work: UpdateWork,
  fetched: FetchedAudience,
  before: AudienceLock,
): Promise<UpdatedAudience> {
  const { files, mode, hasMaxAge } = work;
  const { lock } = fetched;
  const isSameFile = lock.sha256 === before.sha256;
  if (mode === 'check') return { status: 'unchanged', lock: before, before, diagnostics: [] };
  if (!isSameFile && mode === 'locked') throw refuseOther(campaign, before, lock);
  // If people were forgotten, the data without them counts as here, so they are not brought back.
  if (!(await isHere(files, campaign, before))) {
    await fetched.keepData();
    if (!isSameFile) {
      const diagnostics = await keepInStore(campaign, lock, work);
      await keepLock(files.root, lock);
      return { status: 'fetched', lock, before, diagnostics };
    }
  }
  // A machine that only gets the data of a lock may have no permission to write to the store.
  if (mode === 'locked') return { status: 'fetched', lock: before, before, diagnostics: [] };
  const diagnostics = await keepInStore(campaign, before, work);
  if (!hasMaxAge) return { status: 'unchanged', lock: before, before, diagnostics };
  const renewed = { ...before, fetched_at: lock.fetched_at };
  await keepLock(files.root, renewed);
  return { status: 'unchanged', lock: renewed, before, diagnostics };
}

function refuseOther(campaign: Campaign, before: AudienceLock | undefined, lock: AudienceLock): Refusal {
  const path = lockPathOf(campaign.id);
  const [message, help] =
    before === undefined
      ? [
          `${campaign.id} has no lock, and a fetch would bring ${figureOfRows(lock)}`,
          'Run pushplan fetch, and commit the lock.',
        ]
      : isSame(before, lock)
        ? [
            `${path} says ${figureOfRows(before)}, and the source gives the same rows in another order, of other bytes`,
            'End the query with ORDER BY, so that every machine gets the same bytes, and fetch again.',
          ]
        : [
            `${path} says ${figureOfRows(before)}, and a fetch brings ${figureOfRows(lock)} of other content now`,
            'Run pushplan fetch, and have the new lock reviewed.',
          ];
  return new Refusal(exitCodes.stale, [errorAt(originOf(campaign), 'PP265', message, help)]);
}

/** Numbers of rows at which tools often stop. */
const usualCuts = [100, 1000, 10_000];

function warnOfCut(campaign: Campaign, { rows }: AudienceLock): readonly Diagnostic[] {
  if (!usualCuts.includes(rows)) return [];
  const message = `the first fetch of ${campaign.id} brought exactly ${formatCount(rows)} rows, a number where many tools cut off`;
  return [
    warningAt(
      originOf(campaign),
      'PP268',
      message,
      'Check whether the source has more: a LIMIT, a page, a limit of rows of an export.',
    ),
  ];
}
