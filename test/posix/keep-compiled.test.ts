// Compiled code is kept in a folder of the user, and nowhere else.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepCompiled } from '../../src/commands/program/keep-compiled.ts';
import { readKeptCode, writeKeptCode, type KeptCode } from '../../src/commands/program/kept-code.ts';
import { startBuiltCli } from '../support/built-cli.ts';
import { readRepositoryFile } from '../support/repository.ts';
import { campaignText, makeWorkspace } from '../support/workspace.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushplan-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the paths of the scripts of the program whose code is kept. */
async function listKept(): Promise<readonly string[]> {
  const [node = ''] = await cacheOf();
  const [scripts = ''] = (await readdir(join(folder, placed, node))).filter((name) => name.startsWith('scripts-'));
  const home = join(folder, placed, node, scripts);
  return (await readdir(home)).map((name) => join(home, name));
}

/** Returns the id that distinguishes this build from others. */
function buildOf(): string {
  const [, build = ''] = /, "([0-9a-f]{16})"\)/v.exec(readRepositoryFile('dist/run-process.js')) ?? [];
  return build;
}

async function keptPlan(): Promise<KeptCode | undefined> {
  const [path = ''] = (await listKept()).filter((file) => basename(file) === 'plan.cjs');
  return readKeptCode(path, buildOf());
}

/** Prints the version, in this environment and without the cache of the tests. */
async function startWith(env: Readonly<Record<string, string>>): Promise<void> {
  const { ended } = startBuiltCli(['--version'], {
    cwd: folder,
    env: { NODE_COMPILE_CACHE: '', HOME: folder, ...env },
  });
  expect(await ended).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/v) });
}

const placed = process.platform === 'darwin' ? join('Library', 'Caches', 'pushplan') : join('.cache', 'pushplan');
const cacheOf = (): Promise<readonly string[]> => readdir(join(folder, placed));

test('a start keeps its compiled code in the cache folder of the user, which only the user can open', async () => {
  await startWith({});
  expect(await cacheOf()).toEqual([expect.stringMatching(/^v\d+/v)]);
  expect((await stat(join(folder, placed))).mode & 0o777).toBe(0o700);
});

test('a folder that others can open, a link, and a folder that cannot be created are ignored silently', async () => {
  const caches = join(folder, placed);
  await mkdir(caches, { recursive: true });
  await chmod(caches, 0o755);
  await startWith({});
  expect(await cacheOf()).toEqual([]);
  await rm(caches, { recursive: true });
  await mkdir(join(folder, 'other'), { mode: 0o700 });
  await symlink(join(folder, 'other'), caches);
  await startWith({});
  expect(await readdir(join(folder, 'other'))).toEqual([]);
  for (const home of ['/dev/null', '/proc/pushplan']) await startWith({ HOME: home });
});

test('without HOME the home folder is not looked up, which fails for a user without a name, and nothing is kept', async () => {
  vi.stubEnv('HOME', folder);
  keepCompiled({ env: {}, platform: process.platform });
  vi.unstubAllEnvs();
  expect(await readdir(folder)).toEqual([]);
});

test('XDG_CACHE_HOME changes the folder on systems where it applies', async () => {
  await startWith({ XDG_CACHE_HOME: join(folder, 'caches') });
  const home = process.platform === 'darwin' ? placed : join('caches', 'pushplan');
  expect(await readdir(join(folder, home))).toEqual([expect.stringMatching(/^v\d+/v)]);
});

test('Node.js variables change the folder, or turn the cache off', async () => {
  await startWith({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(await readdir(folder)).toEqual([]);
  await startWith({ NODE_COMPILE_CACHE: join(folder, 'theirs') });
  expect(await readdir(folder)).toEqual(['theirs']);
});

test('the code of functions is kept at the end, and damaged or invalid code is made again', async () => {
  await startWith({});
  const kept = await listKept();
  const [path = ''] = kept.filter((name) => basename(name) === 'run-process.cjs');
  const code = await readFile(path);
  const build = buildOf();
  const damaged = Buffer.from(code);
  damaged.writeUInt8(damaged.readUInt8(code.length - 1) ^ 1, code.length - 1);
  await writeFile(path, damaged);
  await startWith({});
  expect(readKeptCode(path, build)).toBeDefined();
  // An intact file with code that V8 does not accept.
  writeKeptCode(path, { code: Buffer.alloc(100), starts: 1 }, build);
  await startWith({});
  expect(readKeptCode(path, build)?.code.length).toBeGreaterThan(100);
  expect(await listKept()).toEqual(kept);
});

test('code kept by a start that ended early is gathered again by later starts that end well, but only by two of them', async () => {
  const plan = async (workspace: string): Promise<number | null> => {
    const env = { NODE_COMPILE_CACHE: '', HOME: folder };
    return (await startBuiltCli(['plan', workspace], { cwd: folder, env }).ended).exitCode;
  };
  await using good = await makeWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': 'email,name\na@b.example,A\n',
  });
  expect(await plan(folder)).toBe(3);
  const early = await keptPlan();
  expect(early?.starts).toBe(0);
  for (const starts of [1, 2, 2]) {
    expect(await plan(good.root)).toBe(0);
    expect((await keptPlan())?.starts).toBe(starts);
  }
  expect((await keptPlan())?.code.length).toBeGreaterThan(early?.code.length ?? Number.NaN);
});
