// Where a data file is: in the workspace, or in the data folder. A name that is in both could mean either.
import type { Position } from '../diagnostic.ts';
import { filesOnDisk } from './files-on-disk.ts';
import type { Files } from './files.ts';
import { NoFile, refusePath } from './refuse-path.ts';

/**
 * The files that have it; those of the workspace where neither has, which say so when it is opened. `dataFolder` is absolute.
 * Throws a Refusal (exit 3, PP169) where both have it.
 */
export async function findDataFile(
  files: Files,
  dataFolder: string | undefined,
  path: string,
  at?: Position,
): Promise<Files> {
  if (dataFolder === undefined) return files;
  const data = filesOnDisk(dataFolder);
  if (!(await hasFile(data, path))) return files;
  if (!(await hasFile(files, path))) return data;
  const message = `${path} is in the workspace and in the data folder, and nobody can tell which is meant`;
  throw refusePath({ code: 'PP169', path, message, help: 'Remove one of them, or rename it.', at });
}

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
