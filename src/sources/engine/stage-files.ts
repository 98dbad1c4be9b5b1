// Puts the files that a query may read into its folder: those of the data folder and the data files of the workspace, and nothing else.
import { constants } from 'node:fs';
import { copyFile, link, lstat, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Position } from '../../diagnostic.ts';
import type { Files } from '../../workspace/files.ts';
import { refuseInBoth } from '../../workspace/path-problems.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export interface StagingPlace {
  readonly files: Files;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Absolute path of an empty folder. */
  readonly folder: string;
  /** The place in the campaign where the query is named. */
  readonly at: Position;
}

/** JSON counts as data only in audiences/: package.json and plans are not data. */
const dataFile = /\.(?:csv|tsv|ndjson|jsonl|parquet)(?:\.(?:gz|zst))?$|^audiences\/.*\.json(?:\.(?:gz|zst))?$/iv;

/** Files that fetches have written for campaigns, such as DIGEST.ndjson. */
const fetched = /^[0-9a-f]{64}\.|^[0-9a-f]{64}$/v;

/** Returns the names, relative to the folder. Throws a Refusal (exit 3) if a name is in both places. */
export async function stageFiles({ files, data, folder, at }: StagingPlace): Promise<readonly string[]> {
  const inData = await listData(data, '');
  const own = new Set(inData);
  const insideData = relative(await realpath(files.root), await realpath(data))
    .split(sep)
    .join('/');
  const inWorkspace = (await files.list()).filter((path) => dataFile.test(path) && !path.startsWith(`${insideData}/`));
  const twice = inWorkspace.find((path) => own.has(path));
  if (twice !== undefined) throw refuseInBoth(twice, data, at);
  const staged: string[] = [];
  for (const [root, paths] of [
    [data, inData],
    [files.root, inWorkspace],
  ] as const) {
    for (const path of paths) if (await stageFile(root, path, folder)) staged.push(path);
  }
  return staged.toSorted();
}

/** Names that begin with a dot are not data. */
async function listData(folder: string, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') || fetched.test(name)) continue;
    if (entry.isDirectory()) found.push(...(await listData(join(folder, name), `${prefix}${name}/`)));
    else if (entry.isFile()) found.push(`${prefix}${name}`);
  }
  return found;
}

/** Returns false for anything but a regular file. A link could lead to the ledger under the name of a CSV file. */
async function stageFile(root: string, path: string, folder: string): Promise<boolean> {
  const from = join(root, path);
  if (!(await lstat(from)).isFile()) return false;
  const target = join(folder, path);
  makeFolder(dirname(target), 0o700);
  // A hard link fails on another file system, and on some systems for files of another owner.
  await link(from, target).catch(() => copyFile(from, target, constants.COPYFILE_FICLONE));
  // The file may have been replaced since it was checked.
  if ((await lstat(target)).isFile()) return true;
  await rm(target);
  return false;
}
