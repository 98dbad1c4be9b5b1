// The repository's own files, as git lists them: for the tests of the house.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

/** For processes of the built program: what Node.js has compiled is kept in here, and nothing in the home of the user. */
export const compileCache = { NODE_COMPILE_CACHE: join(repositoryRoot, 'node_modules', '.cache', 'pushplan') };

/** Paths from the root, with forward slashes: what is committed or would be by `git add .`, and is still there. */
export function listRepositoryFiles(): readonly string[] {
  const deleted = new Set(listWithGit('--deleted'));
  return listWithGit('--cached', '--others', '--exclude-standard').filter((path) => !deleted.has(path));
}

function listWithGit(...options: readonly string[]): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', ...options], { cwd: repositoryRoot, encoding: 'utf8' });
  return list.split('\0').filter((path) => path !== '');
}

/** As it is on the disk. */
export function readRepositoryBytes(path: string): Uint8Array {
  return readFileSync(join(repositoryRoot, path));
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
