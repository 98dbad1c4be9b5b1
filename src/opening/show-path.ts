// A path as a person standing in `cwd` would type it.
import { isAbsolute, join, relative } from 'node:path';

export function showPath(cwd: string, ...parts: readonly string[]): string {
  const path = join(...parts);
  const way = relative(cwd, path);
  // Nobody counts the steps up where the whole path is shorter.
  const isFar = /^(?:\.\.[\/\\]){2}/v.test(way) && isAbsolute(path) && path.length < way.length;
  return (isFar ? path : way).replaceAll('\\', '/') || '.';
}
