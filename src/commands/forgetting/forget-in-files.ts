// The fetched files of a workspace without a person: each is written beside the old one before anything is put in place.
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { Refusal } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { listFetched } from '../../sources/fetched-files.ts';
import { forgetInFile, type FileWithout } from '../../sources/forget-in-file.ts';
import { bytesPathOf } from '../../sources/forgotten-mark.ts';
import { openStaging } from '../../sources/staging.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';

export interface FilesWithout extends AsyncDisposable {
  readonly files: readonly FileWithout[];
  /** What could not be read, and so not be rewritten. */
  readonly diagnostics: readonly Diagnostic[];
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
      if (!(error instanceof Refusal)) throw error;
      diagnostics.push(notRewritten(bytesPathOf(file), error));
    }
  }
  const kept = onFailure.move();
  return { files, diagnostics, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function notRewritten(path: string, { diagnostics: [first] }: Refusal): Diagnostic {
  const message = `${path} in the data folder cannot be read, so nobody was taken out of it: ${first?.message ?? 'something is wrong'}`;
  const help = 'Remove the file, and fetch again. Then run it once more.';
  return { severity: 'error', code: 'PP356', message, help };
}
