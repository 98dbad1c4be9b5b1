// Runs the program from its sources, with steps inserted when they are loaded. The built program, which users get, has none.
import { fileURLToPath } from 'node:url';
import type { BuiltCli } from '../support/built-cli.ts';
import type { Trial } from './trial.ts';

const preload = fileURLToPath(new URL('../support/die-at-step.ts', import.meta.url));

export interface Moment {
  /** The number of the step, counted from 1. */
  readonly at: number;
  /** A part of the labels; only steps with it are counted. */
  readonly among?: string;
  /** The signal that the process sends itself at the step. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  /** A folder in which Node.js caches compiled code, for tests that start the program often. */
  readonly cache?: string;
}

export function startStepping(trial: Trial, { at, among = '', signal, cache }: Moment): BuiltCli {
  return trial.startSources(['apply', '--yes', '--json'], {
    nodeOptions: ['--import', preload],
    env: {
      DIE_AT: String(at),
      DIE_AMONG: among,
      DIE_WITH: signal,
      ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
    },
  });
}
