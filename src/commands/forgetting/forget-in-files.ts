// The fetched files of a workspace without a person: each is written beside the old one before anything is put in place.
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, refuse } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { listFetched } from '../../sources/forgetting/fetched-files.ts';
import { forgetInFile, type FileWithout } from '../../sources/forgetting/forget-in-file.ts';
import { bytesPathOf } from '../../sources/forgetting/forgotten-mark.ts';
import { openStaging } from '../../sources/engine/staging.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';

export interface FilesWithout extends AsyncDisposable {
  readonly files: readonly FileWithout[];
  /** What could not be read, and so not be rewritten. */
  readonly diagnostics: readonly Diagnostic[];
  /** Puts the new files in place of the old ones. Throws a Refusal (exit 1) where the disk fails; those before are in place then. */
  place(at: number): Promise<void>;
}

/** `data` is the data folder, absolute; it is there. Nothing has changed when this is done. */
export async function forgetInFiles(
  data: string,
  wanted: KeyedIdentifier,
  { campaigns, partials }: Pick<LoadedCampaigns, 'campaigns' | 'partials'>,
): Promise<FilesWithout> {
  await using onFailure = new AsyncDisposableStack();
  const staging = onFailure.use(await openStaging(data));
  const files: FileWithout[] = [];
  const diagnostics: Diagnostic[] = [];
  const fetched = (await listFetched(data)).filter(({ format }) => format !== 'forgotten');
  for (const [index, file] of fetched.entries()) {
    const campaign = campaigns.find(({ id }) => id === file.campaign);
    const owner = campaign && { campaign, partials };
    try {
      const beside = join(staging.spill, String(index));
      const without = await forgetInFile(file, { data, beside, wanted, owner });
      if (without !== undefined) files.push(without);
    } catch (error) {
      if (!(error instanceof Refusal)) throw explainDisk(error);
      diagnostics.push(notRewritten(bytesPathOf(file), error));
    }
  }
  const kept = onFailure.move();
  return {
    files,
    diagnostics,
    place: async (at) => {
      for (const file of files) {
        await file.place(at).catch((error: unknown) => {
          throw explainDisk(error);
        });
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

function notRewritten(path: string, { diagnostics: [first] }: Refusal): Diagnostic {
  const message = `${path} in the data folder cannot be rewritten, so nobody was removed from it: ${first?.message ?? 'something is wrong'}`;
  const help = 'Remove the file, and fetch again. Then run this command again.';
  return { severity: 'error', code: 'PP356', message, help };
}

/** A full disk, a folder that was taken away. */
function explainDisk(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const message = `fetched files cannot be rewritten: ${String(error.code)} (${String(error.syscall)})`;
  const help = 'Check whether the disk of the data folder is full, and run it again. No row of others is lost.';
  return refuse(exitCodes.unexpected, 'PP505', message, help, { cause: error });
}
