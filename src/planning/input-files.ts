// The files that campaigns are made of, where they are on the disk: what a command writes goes into none of them.
import { join } from 'node:path';
import type { Context } from '../opening/context.ts';
import { prepare, type Prepared } from './prepare.ts';

/**
 * Those of all campaigns, whichever were asked for. Also paths where nothing is: what a query gives is in the data folder, and what the
 * folder has is not in the workspace.
 */
export function inputFilesOf({ workspace, all: campaigns, sources }: Prepared): readonly string[] {
  const { files, suppress } = workspace;
  const data = campaigns.flatMap(({ audience, exclude, tables = [] }) => [
    audience.file,
    ...(audience.samples === undefined ? [] : [audience.samples]),
    ...[...exclude, ...tables].map(({ file }) => file),
  ]);
  const all = [...sources.keys(), ...suppress.map(({ file }) => file), ...data];
  const folders = files.data?.kind === 'folder' ? [files.root, files.data.path] : [files.root];
  return folders.flatMap((folder) => all.map((file) => join(folder, file)));
}

/** For a command that needs no campaigns. None where the workspace cannot be read: then it does what it does without them. */
export async function inputFilesAt(context: Context, env: string | undefined): Promise<readonly string[]> {
  return prepare(context, [], env, { empty: 'allow' }).then(inputFilesOf, () => []);
}
