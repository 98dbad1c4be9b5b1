// An apply of its own process, which may be killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { execPath } from 'node:process';
import type { Context } from '../../opening/context.ts';
import { drillKey } from './drilled-workspace.ts';

export interface DrilledProcess {
  /** `exitCode` is null where it was killed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly stdout: string }>;
  isAlive(): boolean;
  kill(): void;
}

/** This program, in the folder `root`. It takes no signals of the terminal: Ctrl-C is for the drill. */
export function startProgram(context: Context, root: string, argv: readonly string[]): DrilledProcess {
  // A new ledger is what a drill wants, also in CI.
  const { CI: _ci, ...env } = context.env;
  const program = fileURLToPath(new URL('dist/cli.js', context.packageRoot));
  const child = spawn(execPath, [program, ...argv], {
    cwd: root,
    env: { ...env, ...drillKey },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = Promise.all([once(child, 'close'), text(child.stdout)]).then(([, stdout]) => ({
    exitCode: child.exitCode,
    stdout,
  }));
  return { ended, isAlive, kill: () => void (isAlive() && child.kill('SIGKILL')) };
}
