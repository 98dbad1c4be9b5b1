// The program run from its sources, with steps put in as they are loaded; the built one, which users get, has none.
import { fileURLToPath } from 'node:url';
import type { BuiltCli } from '../support/built-cli.ts';
import type { Trial } from './trial.ts';

const preload = fileURLToPath(new URL('../support/die-at-step.ts', import.meta.url));

export interface Moment {
  /** Counted from 1. */
  readonly at: number;
  /** Part of a label: other steps are not counted. */
  readonly among?: string;
  /** What the process sends itself there. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  /** A folder where Node.js keeps what it compiles, for those that start the program often. */
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
