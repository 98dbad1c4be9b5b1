// Writes the fetched files of a data folder without a person: each beside the old one, before any is put in place.
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, refuse, saySystemError } from '../../errors.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import type { Staging } from '../../sources/engine/staging.ts';
import { listFetched } from '../../sources/forgetting/fetched-files.ts';
import { forgetInFile, type FetchedFile, type FileWithout } from '../../sources/forgetting/forget-in-file.ts';
import { bytesPathOf } from '../../sources/forgetting/forgotten-mark.ts';
import type { RowOwner } from '../../sources/forgetting/row-judge.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';

/** The place where fetched files are searched, and the person who is searched for. */
export interface FileSearch {
  /** The absolute path of the data folder, which exists. */
  readonly data: string;
  readonly staging: Staging;
  readonly wanted: KeyedIdentifier;
  readonly loaded: Pick<LoadedCampaigns, 'campaigns' | 'partials'>;
}

export interface FilesWithout {
  readonly files: readonly FileWithout[];
  /** The files without the person. */
  readonly others: readonly FetchedFile[];
  /** The findings about files that cannot be read, and so not be rewritten. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes the new files, but puts none of them in place yet. */
export async function forgetInFiles(search: FileSearch): Promise<FilesWithout> {
  const { data, staging, wanted } = search;
  const files: FileWithout[] = [];
  const others: FetchedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const fetched = (await listFetched(data)).filter(({ format }) => format !== 'forgotten');
  for (const [index, file] of fetched.entries()) {
    const path = join(data, bytesPathOf(file));
    const beside = join(staging.spill, String(index));
    try {
      const without = await forgetInFile(file, { path, data, beside, wanted, owner: fetchedOwner(file, search) });
      if (without === undefined) others.push(file);
      else files.push(without);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      diagnostics.push(notRewritten(`${bytesPathOf(file)} in the data folder`, error));
    }
  }
  return { files, others, diagnostics };
}

export function fetchedOwner({ campaign: id }: FetchedFile, { loaded }: FileSearch): RowOwner | undefined {
  const campaign = loaded.campaigns.find((one) => one.id === id);
  return campaign && { campaign, partials: loaded.partials };
}

/** `what` names the file in words. */
export function notRewritten(what: string, { diagnostics: [first] }: Refusal): Diagnostic {
  const message = `${what} cannot be rewritten, so nobody was removed from it: ${first?.message ?? 'something is wrong'}`;
  const help = 'Remove the file. Then run this command again.';
  return { severity: 'error', code: 'PP356', message, help };
}

/** Turns errors such as a full disk, or a folder that was removed, into a Refusal. Returns other errors as they are. */
export function explainDisk(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const message = `fetched files cannot be rewritten: ${saySystemError(error)}`;
  const help = 'Check whether the disk of the data folder is full, and run it again. No row of others is lost.';
  return refuse(exitCodes.unexpected, 'PP505', message, help, { cause: error });
}
