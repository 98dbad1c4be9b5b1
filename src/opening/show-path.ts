// A path as a person standing in `cwd` would type it.
import { join, relative } from 'node:path';

export function showPath(cwd: string, ...parts: readonly string[]): string {
  return relative(cwd, join(...parts)).replaceAll('\\', '/') || '.';
}
