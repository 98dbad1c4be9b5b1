// Finds the workspace of the paths on a command line, and the part of it that they select.
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { exitCodes, refuse } from '../errors.ts';
import { workspaceFile } from './files.ts';
import { refuseNoFile } from './refuse-path.ts';

export interface FoundWorkspace {
  /** The absolute path of the workspace. */
  readonly root: string;
  /** The selected folders and campaign files, relative to the workspace; "" is all of it. loadCampaigns reads them. */
  readonly selected: readonly string[];
}

/** The usual folder for campaigns. The default if no path is given. */
const usualFolder = 'campaigns';

export async function findWorkspace(cwd: string, paths: readonly string[]): Promise<FoundWorkspace> {
  const named = paths.length > 0 ? paths : [(await kindOf(join(cwd, usualFolder))) === 'folder' ? usualFolder : '.'];
  const found: { readonly path: string; readonly root: string; readonly scope: string }[] = [];
  for (const path of named) found.push({ path, ...(await findOne(cwd, path)) });

  const [first, ...others] = found;
  const stranger = others.find(({ root }) => root !== first?.root);
  if (first === undefined || stranger !== undefined) {
    const message = `${stranger?.path} is in another workspace than ${first?.path}`;
    throw refuse(exitCodes.invalidInput, 'PP153', message, 'Run the command once for each workspace.');
  }
  return { root: first.root, selected: found.map(({ scope }) => scope) };
}

async function findOne(cwd: string, path: string): Promise<{ readonly root: string; readonly scope: string }> {
  const absolute = resolve(cwd, path);
  const kind = await kindOf(absolute);
  if (kind === undefined) {
    throw refuseNoFile({
      path,
      message: `${path} is not there`,
      help: 'Name a workspace, a folder or a campaign file.',
    });
  }
  const folder = kind === 'folder' ? absolute : dirname(absolute);
  const root = await findRoot(folder);
  if (root === undefined) {
    const message = `no ${workspaceFile} in ${folder} or above it`;
    throw refuse(exitCodes.invalidInput, 'PP153', message, await adviseNone(cwd, folder));
  }
  const isWorkspaceFile = basename(absolute) === workspaceFile;
  return {
    root,
    scope: relative(root, isWorkspaceFile ? folder : absolute)
      .split(sep)
      .join('/'),
  };
}

/** Writes the help for a missing workspace, whose file may have a similar name. */
async function adviseNone(cwd: string, folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of ['pushplan.yml', '.pushplan.yaml', '.pushplan.yml']) {
      const misnamed = join(at, name);
      if ((await kindOf(misnamed)) === 'other')
        return `Rename ${relative(cwd, misnamed)}: its name is ${workspaceFile}.`;
    }
    if (dirname(at) === at) return 'Change to the folder of your workspace, or make one with: pushplan init';
  }
}

async function findRoot(folder: string): Promise<string | undefined> {
  let at = folder;
  for (;;) {
    if ((await kindOf(join(at, workspaceFile))) === 'other') return at;
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
  }
}

/** Whether a word of the command line is an existing path. */
export async function isThere(cwd: string, path: string): Promise<boolean> {
  return (await kindOf(resolve(cwd, path))) !== undefined;
}

async function kindOf(path: string): Promise<'folder' | 'other' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}
