// The repository's own files as git lists them, for tests of the repository.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Variables for processes of the built program: Node.js keeps compiled code here, and nothing in the user's home. */
export const compileCache = { NODE_COMPILE_CACHE: join(repositoryRoot, 'node_modules', '.cache', 'pushplan') };

/** Returns the paths of existing files that are committed or that `git add .` would add, from the root and with forward slashes. */
export function listRepositoryFiles(): readonly string[] {
  const deleted = new Set(listWithGit('--deleted'));
  return listWithGit('--cached', '--others', '--exclude-standard').filter((path) => !deleted.has(path));
}

function listWithGit(...options: readonly string[]): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', ...options], { cwd: repositoryRoot, encoding: 'utf8' });
  return list.split('\0').filter((path) => path !== '');
}

/** Returns the bytes of a file as it is on the disk. */
export function readRepositoryBytes(path: string): Uint8Array {
  return readFileSync(join(repositoryRoot, path));
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
