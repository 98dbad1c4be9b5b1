// Removes a person from the files that fetches have put into the bucket of `data_store`. If it cannot be reached, all else is still done.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../../errors.ts';
import { readFromStore } from '../../sources/downloads/data-store.ts';
import { openStoreWire } from '../../sources/downloads/store-wire.ts';
import { forgetInFile, type FetchedFile, type FileWithout } from '../../sources/forgetting/forget-in-file.ts';
import { bytesPathOf } from '../../sources/forgetting/forgotten-mark.ts';
import { listStored, replaceStored } from '../../sources/forgetting/stored-files.ts';
import type { SourceWorld } from '../../sources/source.ts';
import type { DataStore } from '../../workspace/settings.ts';
import { notRewritten, fetchedOwner, type FileSearch, type FilesWithout } from './forget-in-files.ts';

export interface StoreSearch extends FileSearch {
  readonly store: DataStore;
  readonly world: SourceWorld;
  /** The files found in the data folder: a file with the same digest is the same. */
  readonly local: Pick<FilesWithout, 'files' | 'others'>;
}

/** The result of all the work in the store, or of a part of it. */
export interface StoreResult {
  readonly diagnostics: readonly Diagnostic[];
  /** `done` if nobody is left there who should not be. */
  readonly exitCode: ExitCode;
}

const again = 'Then run this command again.';

/** Searches, and changes nothing there yet. */
export async function searchStore(search: StoreSearch): Promise<StoreResult & Pick<FilesWithout, 'files'>> {
  const files: FileWithout[] = [];
  const diagnostics: Diagnostic[] = [];
  try {
    await using wire = openStoreWire(search.store, search.world, again);
    for (const [index, file] of (await listStored(wire, search.store)).entries()) {
      try {
        const without = await searchStored(search, file, index);
        if (without !== undefined) files.push(without);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        diagnostics.push(notRewritten(`${bytesPathOf(file)} in the data store`, error));
      }
    }
    return { files, diagnostics, exitCode: diagnostics.length === 0 ? exitCodes.done : exitCodes.invalidInput };
  } catch (error) {
    return { files, ...asResult(error, diagnostics) };
  }
}

/** Replaces each file by the one without the person. If that fails, the old one stays, and a second run finds it. */
export async function placeInStore(
  { store, world }: Pick<StoreSearch, 'store' | 'world'>,
  files: readonly FileWithout[],
  markFor: (file: FileWithout) => Promise<string>,
): Promise<StoreResult> {
  if (files.length === 0) return { diagnostics: [], exitCode: exitCodes.done };
  let keepsVersions = false;
  try {
    await using wire = openStoreWire(store, world, again);
    for (const one of files) {
      const { file, beside: path, size, without } = one;
      const mark = await markFor(one);
      keepsVersions = (await replaceStored(wire, { file, path, size, without, mark })) || keepsVersions;
    }
    return { diagnostics: keepsVersions ? [warnOfVersions(store)] : [], exitCode: exitCodes.done };
  } catch (error) {
    return asResult(error, []);
  }
}

/** Undefined if the person is not in the file. A file that the data folder has too was searched there already. */
async function searchStored(search: StoreSearch, file: FetchedFile, index: number): Promise<FileWithout | undefined> {
  const { local, store, world, data, staging, wanted } = search;
  const isThis = (one: FetchedFile): boolean => bytesPathOf(one) === bytesPathOf(file);
  if (local.others.some(isThis)) return undefined;
  const known = local.files.find((one) => isThis(one.file));
  if (known !== undefined) return known;
  const path = join(staging.spill, `stored-${index}`);
  await pipeline(readFromStore(store, file, world), createWriteStream(path, { mode: 0o600 }));
  const without = await forgetInFile(file, {
    path,
    data,
    beside: `${path}.new`,
    wanted,
    owner: fetchedOwner(file, search),
  });
  await rm(path);
  return without;
}

/** Tells whether a file cannot be read or has other bytes than its name says. A store that fails is another error. */
function isUnreadable(error: unknown): error is Refusal {
  return error instanceof Refusal && !error.diagnostics.some(({ code }) => ofStore.has(code));
}

const ofStore: ReadonlySet<string> = new Set(['PP283', 'PP284', 'PP285', 'PP288', 'PP289']);

function asResult(error: unknown, before: readonly Diagnostic[]): StoreResult {
  if (!(error instanceof Refusal)) throw error;
  const { exitCode, diagnostics } = error;
  return { diagnostics: [...before, ...diagnostics], exitCode };
}

function warnOfVersions({ at, bucket }: DataStore): Diagnostic {
  const message = `the bucket ${bucket} of the data store keeps old versions of what is removed, and the person is in those`;
  const help = 'Remove the old versions there: a lifecycle rule of the bucket for noncurrent versions does it.';
  return warningAt(at, 'PP358', message, help);
}
