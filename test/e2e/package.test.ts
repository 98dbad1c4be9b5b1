// The steps of a new user: install the packed file in an empty folder, make a workspace, and send to the sandbox. All offline.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileCache, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

const run = promisify(execFile);
/** On Windows, npm and npx are shell scripts. */
const shell = process.platform === 'win32';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

let folder: string;
let packedFile: string;
let env: Readonly<Record<string, string>>;

// Installs it as npm does. It needs no other package.
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-package-')));
  env = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: folder,
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_offline: 'true',
    npm_config_yes: 'false',
    ...compileCache,
  };
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: repositoryRoot,
    env,
    shell,
  });
  const [file] = Object.values(JSON.parse(packed.stdout) as Readonly<Record<string, { readonly filename: string }>>);
  packedFile = join(folder, file?.filename ?? '');
  await run('tar', ['-xzf', packedFile, '-C', folder]);
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '.bin'), { recursive: true });
  await rename(join(folder, 'package'), join(modules, 'pushplan'));
  const manifest: Manifest = JSON.parse(await readFile(join(modules, 'pushplan', 'package.json'), 'utf8'));
  expect(manifest.dependencies).toBeUndefined();
  const peers = ['@duckdb/node-api', '@resvg/resvg-js', 'pg', 'pg-boss', 'sax', 'yauzl'];
  expect(Object.keys(manifest.peerDependencies)).toEqual(peers);
  await installBin(modules, manifest.bin['pushplan'] ?? '');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function installBin(modules: string, program: string): Promise<void> {
  if (shell) {
    await writeFile(join(modules, '.bin', 'pushplan.cmd'), `@node "%~dp0\\..\\pushplan\\${program}" %*\r\n`);
    return;
  }
  await chmod(join(modules, 'pushplan', program), 0o755);
  await symlink(join('..', 'pushplan', program), join(modules, '.bin', 'pushplan'));
}

test('npx pushplan init demo && cd demo && npx pushplan apply --yes sends to the sandbox', async () => {
  const made = await run('npx', ['pushplan', 'init', 'demo'], { cwd: folder, env, shell });
  expect(made.stdout).toContain('A workspace in demo:');
  const demo = join(folder, 'demo');
  const applied = await run('npx', ['pushplan', 'apply', '--yes'], { cwd: demo, env, shell });
  expect(applied.stdout).toMatch(/^run_[a-z0-9]+ in sandbox: finished/v);
  expect(applied.stdout).toContain('planned 5 = accepted');
  // stderr has no warnings of Node.js or of a dependency.
  expect(applied.stderr).not.toMatch(/warning|deprecated/iv);
  const again = await run('npx', ['pushplan', 'apply', '--yes'], { cwd: demo, env, shell });
  expect(again.stdout).toContain('Nothing to send.');
});

test('the package has no problems for registries and compilers', async () => {
  const tarball = await readFile(packedFile);
  const { messages } = await publint({ pack: { tarball: Uint8Array.from(tarball).buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, {}))).toEqual([]);
  const { problems } = await typesOf(tarball);
  expect(problems).toEqual([]);
});

/** Uses the profile "esm-only": without the resolution of Node.js 10, and without `require`, of which it knows only the older rules. */
async function typesOf(tarball: Buffer): Promise<{ readonly problems: readonly string[] }> {
  const entrypoints = ['.', './documents/run', './documents/plan'];
  const result = await checkPackage(createPackageFromTarballData(tarball), { entrypoints });
  if (result.types === false) throw new Error('the package has no types');
  const others = new Set(['node10', 'node16-cjs']);
  const counted = result.problems.filter(
    (problem) => !('resolutionKind' in problem && others.has(problem.resolutionKind)),
  );
  return { problems: counted.map(({ kind }) => kind) };
}

test('its version is the one in package.json', async () => {
  const { version }: { version: string } = JSON.parse(readRepositoryFile('package.json'));
  const { stdout } = await run('npx', ['pushplan', '--version'], { cwd: folder, env, shell });
  expect(stdout).toBe(`${version}\n`);
});

test('a test in another project can start the sandbox, with its types', async () => {
  const text = `import type { RunDocument } from 'pushplan/documents/run';
import type { CampaignFile } from 'pushplan/documents/campaign';
import { startSandbox, type Arrival, type Sandbox, type SandboxOptions } from 'pushplan';
const options: SandboxOptions = { users: [{ email: 'ada@example.com' }] };
await using sandbox: Sandbox = await startSandbox(options);
sandbox.fault('503:1');
// @ts-expect-error there is no such fault
sandbox.fault({ kind: 'nonsense', share: 1 });
sandbox.reset();
const arrivals: readonly Arrival[] = sandbox.inbox();
export const acceptedOf = (run: RunDocument): number => ('totals' in run ? run.totals.accepted : 0);
export const idOf = ({ id }: CampaignFile): string => id;
console.log(JSON.stringify({ url: sandbox.url, arrivals, deliveries: sandbox.stats().deliveries }));
`;
  await writeFile(join(folder, 'use.mts'), text);
  const settings = ['--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext'];
  const words = [...settings, '--lib', 'es2022,dom', 'use.mts'];
  const compiler = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, ...words], { cwd: folder, env });
  const { stdout, stderr } = await run(process.execPath, ['use.mts'], { cwd: folder, env });
  expect(JSON.parse(stdout)).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127/v),
    arrivals: [],
    deliveries: 0,
  });
  expect(stderr).toBe('');
});

test('a ledger on PostgreSQL asks for the packages it needs until they are installed', async () => {
  await run('npx', ['pushplan', 'init', 'shared'], { cwd: folder, env, shell });
  const shared = join(folder, 'shared');
  const withLedger = {
    cwd: shared,
    // A port on which nobody listens.
    env: {
      ...env,
      CI: '',
      INSIDER_API_KEY: 'k'.repeat(12),
      PUSHPLAN_LEDGER: 'postgres://x:y@127.0.0.1:1/z?sslmode=disable',
    },
    shell,
  };
  const apply = async (): Promise<unknown> =>
    run('npx', ['pushplan', 'apply', '--yes', '--env', 'production'], withLedger).catch((error: unknown) => error);
  expect(await apply()).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /^error PP509 .* packages pg and pg-boss, which\s+are not installed\n {2}help: Beside pushplan: npm install pg pg-boss$/mv,
    ),
  });
  for (const name of ['pg', 'pg-boss']) {
    const stderr = name === 'pg' ? 'packages pg and' : 'package pg-boss,';
    expect(await apply()).toMatchObject({ code: 3, stderr: expect.stringContaining(stderr) });
    await symlink(join(repositoryRoot, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  expect(await apply()).toMatchObject({ stderr: expect.not.stringContaining('PP509') });
});

test('a query asks for the engine it needs until it is installed, and runs in a process of the packed program', async () => {
  await run('npx', ['pushplan', 'init', 'queried'], { cwd: folder, env, shell });
  const queried = join(folder, 'queried');
  const campaign = join(queried, 'welcome.campaign.yaml');
  const text = await readFile(campaign, 'utf8');
  await writeFile(campaign, text.replace('file: audiences/newcomers.csv', 'query: audiences/newcomers.sql'));
  await writeFile(join(queried, 'audiences', 'newcomers.sql'), "SELECT * FROM 'audiences/newcomers.csv'\n");
  const fetch = async (): Promise<unknown> =>
    run('npx', ['pushplan', 'fetch'], { cwd: queried, env, shell }).catch((error: unknown) => error);
  expect(await fetch()).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(
      /^error PP509 [^]*@duckdb\/node-api, which\s+is not installed[^]*npm install\s+@duckdb\/node-api$/mv,
    ),
  });
  const scope = join(folder, 'node_modules', '@duckdb');
  await symlink(join(repositoryRoot, 'node_modules', '@duckdb'), scope, 'junction');
  expect(await fetch()).toMatchObject({
    stdout: expect.stringContaining('rows from audiences/newcomers.sql, locked in'),
  });
});
