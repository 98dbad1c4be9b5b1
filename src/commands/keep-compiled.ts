// Node.js's cache of compiled code, in the user's cache folder: what was compiled once need not be at the next start.
// Loaded by whatever version of Node.js there is, also by those that have no such cache.
import { lstatSync, mkdirSync } from 'node:fs';
import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Does nothing where the user says otherwise to Node.js itself, and where there is no folder that is the user's alone. */
export function keepCompiled({ env, platform, getuid }: Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>): void {
  // Node.js heeds both by itself; a folder of ours would only stand around.
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

function placeCache(env: Env, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? '', 'pushplan', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'pushplan');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'pushplan');
}

/** Whoever may write there decides what is run. Windows has no such modes, and the folder is in the user's own. */
function isOwn(folder: string, user: number | undefined): boolean {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) return false;
  return user === undefined || (stats.uid === user && (stats.mode & 0o077) === 0);
}
