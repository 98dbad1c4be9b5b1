// Checks what users get: the built program, the schemas, the files of init, the README and the licence, and nothing else.
import { exec } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** Returns the list of files that npm would pack. npm 12 returns it by the name of the package, earlier versions in an array. */
async function pack(): Promise<readonly Packed[]> {
  // Uses a shell, because npm is a script on Windows.
  const { stdout } = await promisify(exec)('npm pack --dry-run --json --ignore-scripts', { cwd: repositoryRoot });
  const answer: Record<string, Packed> = JSON.parse(stdout);
  return Object.values(answer);
}

describe('the package', () => {
  let packed: readonly string[] = [];
  let megabytes = 0;

  beforeAll(async () => {
    const all = await pack();
    packed = all.flatMap(({ files }) => files.map(({ path }) => path));
    megabytes = all.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0) / 1024 ** 2;
  });

  it('contains the listed files and nothing else', () => {
    // Source maps are half of the bytes, and Node.js reads them only on request.
    const built = readdirSync(join(repositoryRoot, 'dist'), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && !file.name.endsWith('.map'))
      .map((file) => relative(repositoryRoot, join(file.parentPath, file.name)).replaceAll('\\', '/'));
    const schemas = listRepositoryFiles().filter((path) => /^schema\/[^/]+\.schema\.json$/.test(path));
    expect(schemas.length).toBe(21);
    const scaffold = listRepositoryFiles().filter((path) => path.startsWith('src/scaffold/files/'));
    expect(scaffold.length).toBe(10);
    // Pages for pushplan help.
    const pages = ['.github/RULES.md', '.github/HELPERS.md'];
    const wanted = [...pages, 'package.json', 'README.md', 'LICENSE', ...built, ...schemas, ...scaffold];
    const missing = wanted.filter((path) => !packed.includes(path));
    const extra = packed.filter((path) => !wanted.includes(path));
    expect({ missing, extra }, 'what `npm run build` makes').toEqual({ missing: [], extra: [] });
  });

  it('is as large as the README says, and has no dependencies', () => {
    const [, said] = /one package of (\d+) MB/v.exec(readRepositoryFile('README.md')) ?? [];
    expect(megabytes).toBeLessThanOrEqual(Number(said));
    expect(megabytes).toBeGreaterThan(Number(said) - 2);
    expect(JSON.parse(readRepositoryFile('package.json'))).not.toHaveProperty('dependencies');
  });

  it('contains the licence of each package whose code is in the program', () => {
    const notices = readRepositoryFile('dist/NOTICES.txt');
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
      readRepositoryFile('package.json'),
    );
    for (const name of ['d3-scale', 'handlebars', 'ink', 'react', 'string-width', 'undici', 'yaml']) {
      expect(notices).toContain(`${name} ${devDependencies[name]} (`);
    }
    expect(notices).not.toMatch(/undefined|\(\)/v);
  });

  it('has the program that package.json names, with a shebang line', () => {
    const { bin }: { bin: Record<string, string> } = JSON.parse(readRepositoryFile('package.json'));
    expect(packed).toContain(bin['pushplan']);
    expect(readRepositoryFile(bin['pushplan'] ?? '')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
