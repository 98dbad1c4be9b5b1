// A file for personal data: nobody else may read it, whatever the umask says and whoever made it.
import { open, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, refuse } from '../errors.ts';

/** `what` is the file's name in the Refusal (exit 3). `append` keeps what is in it. */
export async function openPrivately(
  cwd: string,
  path: string,
  { what, append, help }: { readonly what: string; readonly append: boolean; readonly help: string },
): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(resolve(cwd, path), append ? 'a' : 'w', 0o600);
    if ((await file.stat()).isFile()) await file.chmod(0o600);
    return file;
  } catch (error) {
    await file?.close();
    throw refuse(exitCodes.invalidInput, 'PP505', `${what} cannot be written to ${path}: ${codeOf(error)}`, help);
  }
}

/** Of an error of the file system: "ENOSPC". */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
