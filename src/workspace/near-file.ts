// Finds a file for "Did you mean ...?": one in the same folder with a similar name, or one of the same name in a usual folder.
import { readdir, realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { findNearest } from '../campaign/find-nearest.ts';

/** The usual folders for data, below the workspace. */
const usualFolders = ['audiences', 'lists', 'data'];

/** The most names to compare. In larger folders, names are hardly typed by hand. */
const mostNames = 2_000;

/** Searches only the workspace, even if links lead out, since others may read the finding. */
export async function findNearFile(root: string, path: string): Promise<string | undefined> {
  const { dir, base } = posix.parse(posix.normalize(path));
  const beside = findNearest(base, await namesIn(root, dir));
  if (beside !== undefined) return posix.join(dir, beside);
  if (dir !== '') return undefined;
  for (const folder of usualFolders) {
    const name = (await namesIn(root, folder)).find((one) => one.toLowerCase() === base.toLowerCase());
    if (name !== undefined) return `${folder}/${name}`;
  }
  return undefined;
}

async function namesIn(root: string, folder: string): Promise<readonly string[]> {
  try {
    const real = await realpath(join(root, folder));
    if (real !== join(await realpath(root), folder)) return [];
    const entries = await readdir(real, { withFileTypes: true });
    return entries.length > mostNames ? [] : entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}
