// Fake npm and npx for shells of tests: `npm ci` puts one program into node_modules, and `npx` runs only what is there.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the folder for PATH. Each call of npm adds a line to npm.log in `root`. */
export async function playNpm(root: string, program: string): Promise<string> {
  const bin = join(root, 'bin');
  await mkdir(bin);
  await writeFile(join(root, 'npm.log'), '');
  await writeFile(join(root, 'pushplan'), program, { mode: 0o755 });
  const npm = [
    `echo "$@" >> '${root}/npm.log'`,
    'if [ "$1" != ci ] || [ ! -e package-lock.json ]; then echo "npm ci finds no package-lock.json" >&2; exit 1; fi',
    'mkdir -p node_modules/.bin',
    `cp '${root}/pushplan' node_modules/.bin/pushplan`,
  ];
  const npx = [
    'if [ "$1 $2" != "--no --" ]; then echo "npx would install" >&2; exit 1; fi',
    'shift 2',
    'program="$1"',
    'shift',
    'exec "node_modules/.bin/$program" "$@"',
  ];
  for (const [name, lines] of Object.entries({ npm, npx }))
    await writeFile(join(bin, name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  return bin;
}
