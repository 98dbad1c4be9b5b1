// Plans the files from which npm installs a workspace's pushplan: package.json with exact versions, and npm's settings. Keeps existing files.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPathThere } from './init-ci-files.ts';

export interface PackageFiles {
  /** Contents by path in the workspace. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Files that exist already and stay as they are. */
  readonly kept: readonly string[];
  /** The command that writes package-lock.json. */
  readonly install: string;
  /** The files that belong into git after that command has run. */
  readonly tracked: readonly string[];
}

export interface PackagePlace {
  /** The workspace, which need not exist yet. */
  readonly root: string;
  /** The repository that the workspace is in, or the workspace itself if there is none. */
  readonly repository: string;
  /** The version of the pushplan that writes the files. */
  readonly version: string;
}

/** The packages that a ledger on PostgreSQL needs besides pushplan. */
const engines = ['pg', 'pg-boss'] as const;

/** None of these packages needs install scripts, and packages that are added later get exact versions too. */
const npmSettings = 'ignore-scripts=true\nsave-exact=true\n';

export async function planPackageFiles(packageRoot: URL, place: PackagePlace): Promise<PackageFiles> {
  const { root, version } = place;
  const versions = await readVersions(packageRoot);
  const { path, copy } = await placeTarball(packageRoot, place);
  const tracked = ['package.json', 'package-lock.json', '.npmrc', ...Object.keys(copy)];
  if (await isPathThere(join(root, 'package.json'))) {
    const own = path === undefined ? `pushplan@${version}` : quote(path);
    const install = ['npm install --save-exact', own, ...engines.map((name) => `${name}@${versions[name]}`)].join(' ');
    return { files: copy, kept: ['package.json'], install, tracked: tracked.filter((file) => file !== '.npmrc') };
  }
  const dependencies = { ...versions, pushplan: path === undefined ? version : `file:${path}` };
  const hasSettings = await isPathThere(join(root, '.npmrc'));
  const files = {
    'package.json': `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`,
    ...(hasSettings ? {} : { '.npmrc': npmSettings }),
    ...copy,
  };
  return { files, kept: hasSettings ? ['.npmrc'] : [], install: 'npm install', tracked };
}

interface PlacedTarball {
  /** The path from the workspace; undefined if pushplan comes from a registry. */
  readonly path?: string;
  /** The tarball as a file of the workspace, if it is not in the repository yet: CI has no other source of it. */
  readonly copy: Readonly<Record<string, Uint8Array>>;
}

async function placeTarball(packageRoot: URL, { root, repository, version }: PackagePlace): Promise<PlacedTarball> {
  const tarball = await findTarball(packageRoot);
  if (tarball === undefined) return { copy: {} };
  const isInside = !pathFrom(repository, tarball.path).startsWith('../');
  if (isInside) return { path: pathFrom(root, tarball.path), copy: {} };
  const name = `pushplan-${version}.tgz`;
  return { path: name, copy: { [name]: tarball.bytes } };
}

/** The versions that this pushplan is developed and tested with. */
async function readVersions(packageRoot: URL): Promise<Readonly<Record<(typeof engines)[number], string>>> {
  const text = await readFile(new URL('package.json', packageRoot), 'utf8');
  const { devDependencies }: { devDependencies: Record<(typeof engines)[number], string> } = JSON.parse(text);
  return { pg: devDependencies.pg, 'pg-boss': devDependencies['pg-boss'] };
}

interface Tarball {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Finds the packed file that npm installed this program from, by npm's own record. Undefined if it is gone or has changed since. */
async function findTarball(packageRoot: URL): Promise<Tarball | undefined> {
  const own = fileURLToPath(packageRoot);
  const modules = dirname(resolve(own));
  if (basename(modules) !== 'node_modules') return undefined;
  const { resolved = '', integrity } = await readNote(modules, basename(own));
  if (!resolved.startsWith('file:')) return undefined;
  const path = resolve(dirname(modules), resolved.slice('file:'.length));
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const sum = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  return sum === integrity ? { path, bytes } : undefined;
}

interface Note {
  readonly resolved?: string;
  readonly integrity?: string;
}

async function readNote(modules: string, name: string): Promise<Note> {
  const text = await readFile(join(modules, '.package-lock.json'), 'utf8').catch(() => '');
  try {
    const { packages = {} }: { packages?: Readonly<Record<string, Note>> } = JSON.parse(text);
    return packages[`node_modules/${name}`] ?? {};
  } catch {
    return {};
  }
}

function pathFrom(folder: string, path: string): string {
  const way = relative(folder, path);
  // Absolute if it is on another drive of Windows.
  return (isAbsolute(way) ? `../${way}` : way).replaceAll('\\', '/');
}

function quote(path: string): string {
  return /^[\w.\/\-]+$/v.test(path) ? path : `"${path}"`;
}
