// The folder of this user where pushplan keeps what it can do without. Older versions of Node.js load this file too.
import { lstatSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../../workspace/make-folder.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Made where it is missing. Undefined where there is no folder that is the user's alone. */
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

/** Relative, which is no place, where the environment does not name the user's folder: `homedir()` throws for a user without a name. */
function placeCache(env: Env, platform: NodeJS.Platform): string {
  const { LOCALAPPDATA = '', HOME = '', XDG_CACHE_HOME } = env;
  if (platform === 'win32') return join(LOCALAPPDATA, 'pushplan', 'cache');
  if (platform === 'darwin') return join(HOME, 'Library', 'Caches', 'pushplan');
  return join(XDG_CACHE_HOME || join(HOME, '.cache'), 'pushplan');
}

/** Everybody who may write there decides what is run. Windows has no such modes, and the folder is in the user's own. */
function isOwn(folder: string, user: number | undefined): boolean {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) return false;
  return user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
}
