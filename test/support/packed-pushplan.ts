// pushplan as users get it: packed by npm, and installed by the real npm from a registry on this machine.
import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRegistry } from './npm-registry.ts';
import { compileCache, repositoryRoot } from './repository.ts';

export interface PackedPushplan extends AsyncDisposable {
  /** The path of the packed file. */
  readonly tarball: string;
  /** A folder for PATH that contains the running Node.js. */
  readonly bin: string;
  /** The variables that npm needs on this machine. */
  readonly env: Readonly<Record<string, string>>;
  /** The requests that the registry received. */
  readonly asked: readonly string[];
  /** Runs npm or npx in that folder and returns what it prints. */
  run(program: 'npm' | 'npx', words: readonly string[], cwd: string): Promise<string>;
}

/** `root` is an empty folder for all files. */
export async function packPushplan(root: string): Promise<PackedPushplan> {
  const bin = join(root, 'bin');
  await mkdir(bin);
  await symlink(process.execPath, join(bin, 'node'));
  const registry = await startRegistry(root);
  const env = {
    npm_config_registry: registry.url,
    npm_config_cache: join(root, 'npm-cache'),
    npm_config_update_notifier: 'false',
    ...compileCache,
  };
  const run: PackedPushplan['run'] = async (program, words, cwd) => {
    const all = { ...env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: root };
    return (await promisify(execFile)(program, words, { cwd, env: all })).stdout;
  };
  const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', root];
  const name = (await run('npm', words, repositoryRoot)).trim();
  return {
    tarball: join(root, name),
    bin,
    env,
    asked: registry.asked,
    run,
    [Symbol.asyncDispose]: () => registry[Symbol.asyncDispose](),
  };
}
