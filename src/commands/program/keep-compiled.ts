// Turns on Node.js's cache of compiled code, in the user's cache folder, so that later starts need not compile again.
// Older versions of Node.js load this file too, even those that have no such cache.
import nodeModule from 'node:module';
import { openUserCache } from './user-cache.ts';

/** Does nothing if the user has set up the cache of Node.js otherwise, or if there is no folder that belongs to the user alone. */
export function keepCompiled(process: Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>): void {
  const { env } = process;
  // Node.js reads both variables itself, and would not use our folder.
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return;
  const folder = openUserCache(env, process);
  if (folder === undefined) return;
  try {
    nodeModule.enableCompileCache(folder);
  } catch {
    // Then every start compiles, which is only slower.
  }
}
