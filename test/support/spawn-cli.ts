// Runs the built pushplan in a process of its own without a terminal, for what a function call cannot show.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileCache, repositoryRoot } from './repository.ts';

export interface SpawnedCli {
  readonly process: ChildProcessWithoutNullStreams;
  /** All output, and how the process ended. The exit code is null if a signal ended it. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }>;
}

export interface SpawnOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Shell code in front of the command, such as a limit. */
  readonly shell?: string;
}

export function spawnCli(argv: readonly string[], { cwd, env = {}, shell = '' }: SpawnOptions): SpawnedCli {
  const words = [join(repositoryRoot, 'dist', 'cli.js'), ...argv];
  const child = spawn('sh', ['-c', `${shell} exec "$@"`, 'sh', process.execPath, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], ...compileCache, ...env },
  });
  child.stdin.end();
  return { process: child, ended: collect(child) };
}

async function collect(child: ChildProcessWithoutNullStreams): Promise<Awaited<SpawnedCli['ended']>> {
  const [[exitCode], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout).catch(() => ''),
    text(child.stderr).catch(() => ''),
  ]);
  return { exitCode, stdout, stderr };
}
