// Node.js's cache of compiled code, in the user's cache folder: what was compiled once need not be at the next start.
// Older versions of Node.js load this file too, also those that have no such cache.
import nodeModule from 'node:module';
import { openUserCache } from './user-cache.ts';

/** Does nothing where the user says otherwise to Node.js itself, and where there is no folder that is the user's alone. */
export function keepCompiled(process: Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>): void {
  const { env } = process;
  // Node.js heeds both by itself, and would not use our folder.
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return;
  const folder = openUserCache(env, process);
  if (folder === undefined) return;
  try {
    nodeModule.enableCompileCache(folder);
  } catch {
    // Then every start compiles, which is slower and nothing else.
  }
}
