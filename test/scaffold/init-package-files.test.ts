// The source of pushplan for a new workspace: the tarball that npm recorded, if that is still what runs, otherwise a registry.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPackageFiles, type PackageFiles } from '../../src/scaffold/init-package-files.ts';

const bytes = Buffer.from('a packed program');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const engines = { pg: '8.1.0', 'pg-boss': '12.1.0' };

let home: string;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-init-')));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), content);
}

/** `note` is npm's record of the package. The workspace is shop/push, in the repository shop. */
async function planAfter(note: unknown, packageRoot = 'cache/node_modules/pushplan'): Promise<PackageFiles> {
  await write(`${packageRoot}/package.json`, JSON.stringify({ devDependencies: { ...engines, other: '1.0.0' } }));
  await write('cache/node_modules/.package-lock.json', typeof note === 'string' ? note : JSON.stringify(note));
  const repository = join(home, 'shop');
  return planPackageFiles(pathToFileURL(`${join(home, packageRoot)}/`), {
    root: join(repository, 'push'),
    repository,
    version: '1.2.3',
  });
}

function noteOf(resolved: string, sum = integrity): unknown {
  return { packages: { 'node_modules/pushplan': { resolved, integrity: sum } } };
}

function sourceIn({ files }: PackageFiles): unknown {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(String(files['package.json']));
  expect(dependencies).toMatchObject(engines);
  expect(Object.keys(dependencies)).toEqual(['pg', 'pg-boss', 'pushplan']);
  return dependencies['pushplan'];
}

test('a tarball outside the repository is copied into the workspace', async () => {
  await write('down #1/é pushplan.tgz', bytes);
  const planned = await planAfter(noteOf('file:../down #1/é pushplan.tgz'));
  expect(sourceIn(planned)).toBe('file:pushplan-1.2.3.tgz');
  expect(planned.files['pushplan-1.2.3.tgz']).toEqual(bytes);
  expect(planned.tracked).toEqual(['package.json', 'package-lock.json', '.npmrc', 'pushplan-1.2.3.tgz']);
});

test('a tarball in the repository stays where it is', async () => {
  await write('shop/vendor/pushplan.tgz', bytes);
  const planned = await planAfter(noteOf('file:../shop/vendor/pushplan.tgz'));
  expect(sourceIn(planned)).toBe('file:../vendor/pushplan.tgz');
  expect(Object.keys(planned.files)).toEqual(['package.json', '.npmrc']);
});

test('beside a package.json, the tarball is in the line that is printed', async () => {
  await write('shop/my vendor/pushplan.tgz', bytes);
  await write('shop/push/package.json', '{}');
  const planned = await planAfter(noteOf('file:../shop/my vendor/pushplan.tgz'));
  expect(planned).toMatchObject({ files: {}, kept: ['package.json'], tracked: ['package.json', 'package-lock.json'] });
  expect(planned.install).toBe('npm install --save-exact "../my vendor/pushplan.tgz" pg@8.1.0 pg-boss@12.1.0');
});

test.each([
  ['from a registry', noteOf('https://registry.npmjs.org/pushplan/-/pushplan-1.2.3.tgz')],
  ['a tarball that no longer exists', noteOf('file:../gone.tgz')],
  ['a tarball that has changed', noteOf('file:../down/pushplan.tgz', 'sha512-AAAA')],
  ['a link to a folder', { packages: { 'node_modules/pushplan': { resolved: '../checkout', link: true } } }],
  ['a note without pushplan', { packages: {} }],
  ['an empty note', {}],
  ['a note that is an empty file', ''],
  ['half of a note', '{ "packages": {'],
])('%s: the exact version', async (_, note) => {
  await write('down/pushplan.tgz', bytes);
  expect(sourceIn(await planAfter(note))).toBe('1.2.3');
});

test('a checkout: the exact version', async () => {
  expect(sourceIn(await planAfter({}, 'checkout'))).toBe('1.2.3');
});
