// Whether a file is there, in the workspace or in its data folder.
import type { Position } from '../diagnostic.ts';
import type { Files } from './files.ts';
import { NoFile } from './refuse-path.ts';

/** Whether it can be opened. What is there and is no file is refused. */
export async function hasFile(files: Files, path: string, at?: Position): Promise<boolean> {
  try {
    // What was opened is closed by reading.
    for await (const _ of await files.stream(path, at)) return true;
    return true;
  } catch (error) {
    if (error instanceof NoFile) return false;
    throw error;
  }
}
