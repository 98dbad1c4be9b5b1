// Tells whether a file exists, in the workspace or in its data folder.
import type { Position } from '../diagnostic.ts';
import type { Files } from './files.ts';
import { NoFile } from './refuse-path.ts';

/** Whether the file can be opened. Throws a Refusal if the path exists but is not a file. */
export async function hasFile(files: Files, path: string, at?: Position): Promise<boolean> {
  try {
    // Reading closes the file.
    for await (const _ of await files.stream(path, at)) return true;
    return true;
  } catch (error) {
    if (error instanceof NoFile) return false;
    throw error;
  }
}
