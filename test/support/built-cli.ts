// Runs the built program, which is what users run, in a process of its own that can be killed.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { on, once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { compileCache, repositoryRoot } from './repository.ts';

export interface BuiltCliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node.js itself. */
  readonly nodeOptions?: readonly string[];
  /** Another file of the repository to run; the built program by default. Sources run without a build, except the screen. */
  readonly program?: string;
}

export interface ProcessEnd {
  /** Null if a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from its start to its end. */
  readonly took: number;
}

export interface BuiltCli {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  isAlive(): boolean;
  /** Resolves to true once stderr matches, and to false if the process ends first. */
  says(pattern: RegExp): Promise<boolean>;
  /** Resolves to the match once stdout matches, and to undefined if the process ends first. */
  prints(pattern: RegExp): Promise<RegExpExecArray | undefined>;
  /** Sends the signal to the process id. Does nothing if the process has ended. */
  kill(signal: NodeJS.Signals): void;
}

export function startBuiltCli(argv: readonly string[], options: BuiltCliOptions): BuiltCli {
  const { cwd, env = {}, nodeOptions = [], program = 'dist/cli.js' } = options;
  const begun = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, resolve(repositoryRoot, program), ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], ...compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = collect(child, begun);
  return {
    pid: child.pid ?? 0,
    ended,
    isAlive,
    says: async (pattern) => {
      let heard = '';
      for await (const part of on(child.stderr, 'data', { close: ['close'] })) {
        heard += String(part);
        if (pattern.test(heard)) return true;
      }
      return false;
    },
    prints: async (pattern) => {
      let heard = '';
      for await (const part of on(child.stdout, 'data', { close: ['close'] })) {
        heard += String(part);
        const found = pattern.exec(heard);
        if (found !== null) return found;
      }
      return undefined;
    },
    kill: (signal) => void (isAlive() && child.kill(signal)),
  };
}

async function collect(child: ChildProcessByStdio<null, Readable, Readable>, begun: number): Promise<ProcessEnd> {
  const [[exitCode, signal], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, signal, stdout, stderr, took: performance.now() - begun };
}
