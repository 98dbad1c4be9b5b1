// Shows a path as a person in the folder `cwd` would type it.
import { isAbsolute, join, relative } from 'node:path';

export function showPath(cwd: string, ...parts: readonly string[]): string {
  const path = join(...parts);
  const way = relative(cwd, path);
  // The absolute path is easier to read if it is shorter than many steps up.
  const isFar = /^(?:\.\.[\/\\]){2}/v.test(way) && isAbsolute(path) && path.length < way.length;
  return (isFar ? path : way).replaceAll('\\', '/') || '.';
}
