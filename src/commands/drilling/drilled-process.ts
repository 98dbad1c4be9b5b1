// Runs pushplan in a process of its own, which may be killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { execPath } from 'node:process';
import type { Context } from '../../opening/context.ts';
import { drillKey } from './drilled-workspace.ts';

export interface DrilledProcess {
  /** `exitCode` is null if it was killed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly stdout: string }>;
  isAlive(): boolean;
  kill(): void;
}

/** Starts this program in the folder `root`. It gets no signals from the terminal: Ctrl-C is for the drill. */
export function startProgram(context: Context, root: string, argv: readonly string[]): DrilledProcess {
  // Without CI, so that the process may create the ledger that a drill needs.
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
