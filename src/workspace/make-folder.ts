// Folders for what a command writes.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * With those above it, where they are not there. Step by step, since Node's recursive `mkdir` never ends where nothing can be made and
 * the answer is that something is missing, as under /proc. @throws the error of the file system.
 */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (isFolder(path)) return;
    const above = dirname(path);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || above === path || isFolder(above)) throw error;
    makeFolder(above, mode);
    makeFolder(path, mode);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
