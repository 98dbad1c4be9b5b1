// Removes a person from all that was fetched, in the data folder and in the data store: first searches, and removes once that is confirmed.
import { stat } from 'node:fs/promises';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, gravestOf, type ExitCode } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Context } from '../../opening/context.ts';
import { openStaging } from '../../sources/engine/staging.ts';
import { markOf, placeWithout, type FileWithout } from '../../sources/forgetting/forget-in-file.ts';
import type { SourceWorld } from '../../sources/source.ts';
import { makeDataFolder, refuseInGit, requireDataFolder } from '../../workspace/data-folder.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { explainDisk, forgetInFiles, type FileSearch } from './forget-in-files.ts';
import { placeInStore, searchStore } from './forget-in-store.ts';

export interface FetchedWithout extends AsyncDisposable {
  readonly local: readonly FileWithout[];
  readonly stored: readonly FileWithout[];
  /** Other identifiers of the person, as the person's rows have them. */
  others(): readonly KeyedIdentifier[];
  /** Replaces the old files by the new ones. Throws a Refusal (exit 1) if the disk fails; those before are in place then. */
  place(): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly exitCode: ExitCode }>;
  /** True also if there is no data store; false as soon as something there has failed. */
  readonly isStoreReached: boolean;
}

/** Searches, and changes nothing yet. Throws a Refusal (exit 3) if the variable of the data folder is not set, or the folder is in git. */
export async function openFetched(
  context: Context,
  { files, dataStore: store }: Workspace,
  { wanted, loaded }: Pick<FileSearch, 'wanted' | 'loaded'>,
): Promise<FetchedWithout> {
  await using onFailure = new AsyncDisposableStack();
  const data = await findFolder(files, store !== undefined);
  if (data === undefined) return nothingFetched;
  const search = { data, staging: onFailure.use(await openStaging(data)), wanted, loaded };
  const at = context.clock.now();
  const local = await forgetInFiles(search).catch(explainAndThrow);
  const order = store && { ...search, store, world: worldOf(context), local };
  const stored = order === undefined ? noStore : await searchStore(order).catch(explainAndThrow);
  const markFor = (file: FileWithout): Promise<string> => markOf(file, data, at);
  const kept = onFailure.move();
  let isStoreReached = stored.exitCode === exitCodes.done;
  return {
    local: local.files,
    stored: stored.files,
    others: () => [...local.files, ...stored.files].flatMap(({ others }) => others),
    get isStoreReached() {
      return isStoreReached;
    },
    place: async () => {
      const placed =
        order === undefined ? noStore : await placeInStore(order, stored.files, markFor).catch(explainAndThrow);
      isStoreReached &&= placed.exitCode === exitCodes.done;
      for (const file of local.files) {
        await markFor(file)
          .then((mark) => placeWithout(file, data, mark))
          .catch(explainAndThrow);
      }
      const diagnostics = [...local.diagnostics, ...stored.diagnostics, ...placed.diagnostics];
      const codes = [stored.exitCode, placed.exitCode, ...local.diagnostics.map(() => exitCodes.invalidInput)];
      return { diagnostics, exitCode: gravestOf(codes) };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const noStore = { files: [], diagnostics: [], exitCode: exitCodes.done };

const nothingFetched: FetchedWithout = {
  local: [],
  stored: [],
  others: () => [],
  place: async () => ({ diagnostics: [], exitCode: exitCodes.done }),
  isStoreReached: true,
  [Symbol.asyncDispose]: async () => {},
};

/** Undefined if there is no folder yet, since then nothing was fetched here. With a data store the folder is created. */
async function findFolder({ data: place }: Workspace['files'], isWanted: boolean): Promise<string | undefined> {
  if (place === undefined) return undefined;
  if (isWanted) return makeDataFolder(place);
  const data = requireDataFolder(place);
  const isThere = await stat(data).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere) return undefined;
  await refuseInGit(data, place.at);
  return data;
}

function worldOf({ env, secrets, clock }: Context): SourceWorld {
  const progress = { bytes: () => {}, rows: () => {}, expect: () => {} };
  return { env, hide: (secret) => secrets.note(secret), progress, time: () => clock.now() };
}

function explainAndThrow(error: unknown): never {
  throw explainDisk(error);
}
