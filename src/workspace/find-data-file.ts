// Finds a data file by its path in the workspace or in the data folder. If it is in both, it is not clear which is meant.
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSteps } from './path-problems.ts';

export type FoundDataFile =
  /** `folder` is the workspace or the data folder. `path` is absolute, with links unresolved. */
  | { readonly kind: 'found'; readonly folder: string; readonly path: string; readonly where: 'workspace' | 'data' }
  | { readonly kind: 'in_both' }
  | { readonly kind: 'missing' };

/** `path` is relative. One that leads out is in neither folder. */
export async function findDataFile(root: string, data: string | undefined, path: string): Promise<FoundDataFile> {
  const isHere = await isThere(root, path);
  const isInData = data !== undefined && (await isThere(data, path));
  if (isHere && isInData) return { kind: 'in_both' };
  if (isHere) return { kind: 'found', folder: root, path: join(root, path), where: 'workspace' };
  if (isInData) return { kind: 'found', folder: data, path: join(data, path), where: 'data' };
  return { kind: 'missing' };
}

async function isThere(folder: string, path: string): Promise<boolean> {
  if (path.includes('\0') || resolveSteps([], path) === undefined) return false;
  return lstat(join(folder, path)).then(
    () => true,
    () => false,
  );
}
