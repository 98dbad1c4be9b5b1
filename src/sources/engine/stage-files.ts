// Puts the files that a query may read into its folder: those of the data folder, and the data files of the workspace. Nothing else of either.
import { constants } from 'node:fs';
import { copyFile, link, lstat, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Position } from '../../diagnostic.ts';
import type { Files } from '../../workspace/files.ts';
import { refuseInBoth } from '../../workspace/path-problems.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export interface StagingPlace {
  readonly files: Files;
  /** The data folder, absolute. */
  readonly data: string;
  /** An empty folder, absolute. */
  readonly folder: string;
  /** Where the query is named. */
  readonly at: Position;
}

/** JSON is data only among audiences: package.json and plans are none. */
const dataFile = /\.(?:csv|tsv|ndjson|jsonl|parquet)(?:\.(?:gz|zst))?$|^audiences\/.*\.json(?:\.(?:gz|zst))?$/iv;

/** What fetches have put there for campaigns: DIGEST.ndjson and others. */
const fetched = /^[0-9a-f]{64}\.|^[0-9a-f]{64}$/v;

/** Gives the names, relative to the folder. Throws a Refusal (exit 3) where one is in both places. */
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

/** Names that begin with a dot are nobody's data. */
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

/** False for a link, which could lead to the ledger and be called a CSV file, and for what is no regular file. */
async function stageFile(root: string, path: string, folder: string): Promise<boolean> {
  const from = join(root, path);
  if (!(await lstat(from)).isFile()) return false;
  const target = join(folder, path);
  makeFolder(dirname(target), 0o700);
  // Another file system has no hard links to this one, nor do some systems to files of others.
  await link(from, target).catch(() => copyFile(from, target, constants.COPYFILE_FICLONE));
  // What was looked at may have been replaced since.
  if ((await lstat(target)).isFile()) return true;
  await rm(target);
  return false;
}
