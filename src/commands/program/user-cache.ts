// The folder of this user for what pushplan keeps but can do without. Older versions of Node.js load this file too.
import { lstatSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../../workspace/make-folder.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Creates the folder if it is missing. Undefined if there is no folder that belongs to the user alone. */
export function openUserCache(
  env: Env,
  { platform, getuid }: Pick<NodeJS.Process, 'platform' | 'getuid'>,
): string | undefined {
  const folder = placeCache(env, platform);
  if (!isAbsolute(folder)) return undefined;
  try {
    makeFolder(folder, 0o700);
    return isOwn(folder, getuid?.()) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Relative, and so unusable, if the environment does not name the user's folder: `homedir()` throws for a user without a name. */
function placeCache(env: Env, platform: NodeJS.Platform): string {
  const { LOCALAPPDATA = '', HOME = '', XDG_CACHE_HOME } = env;
  if (platform === 'win32') return join(LOCALAPPDATA, 'pushplan', 'cache');
  if (platform === 'darwin') return join(HOME, 'Library', 'Caches', 'pushplan');
  return join(XDG_CACHE_HOME || join(HOME, '.cache'), 'pushplan');
}

/** Users who may write there decide what code is run. Windows has no such modes, and there the folder is in the user's own. */
function isOwn(folder: string, user: number | undefined): boolean {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) return false;
  return user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
}
