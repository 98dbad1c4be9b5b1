// Node.js's cache of compiled code, in the user's cache folder: what was compiled once need not be at the next start.
// Older versions of Node.js load this file too, also those that have no such cache.
import { lstatSync, mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Does nothing where the user says otherwise to Node.js itself, and where there is no folder that is the user's alone. */
export function keepCompiled({ env, platform, getuid }: Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>): void {
  // Node.js heeds both by itself, and would not use our folder.
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return;
  const folder = placeCache(env, platform);
  if (!isAbsolute(folder)) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isOwn(folder, getuid?.())) nodeModule.enableCompileCache(folder);
  } catch {
    // Then every start compiles, which is slower and nothing else.
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
