// The paths of all files that campaigns are made of, so that no command writes its output into one of them.
import { join } from 'node:path';
import type { Context } from '../opening/context.ts';
import { prepare, type Prepared } from './prepare.ts';

/**
 * The files of all campaigns, not only the selected ones. Contains paths that do not exist, because each file may be in the workspace or in the data
 * folder.
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

/** For a command that needs no campaigns. Empty if the workspace cannot be read, so that the command works without it. */
export async function inputFilesAt(context: Context, env: string | undefined): Promise<readonly string[]> {
  return prepare(context, [], env, { empty: 'allow' }).then(inputFilesOf, () => []);
}
