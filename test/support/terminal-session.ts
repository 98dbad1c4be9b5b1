// Runs the installed pushplan in a process of its own on a real pseudo-terminal, with the screen that a person would see.
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { FakeTerminal } from './fake-terminal.ts';
import { compileCache, repositoryRoot } from './repository.ts';

export const builtCli = join(repositoryRoot, 'dist', 'cli.js');

export interface TerminalSession {
  readonly terminal: FakeTerminal;
  /** Resolves to the screen as soon as its text matches. Fails if the program ends first. */
  until(pattern: RegExp): Promise<readonly string[]>;
  type(text: string): void;
  /** Resolves to the exit code once all output is on the screen. */
  readonly ended: Promise<number>;
}

export interface SessionOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly rows?: number;
  /** A command line for a shell, instead of the built program. */
  readonly shell?: string;
  /** Variables in addition to the environment's key. */
  readonly env?: Readonly<Record<string, string>>;
}

export function openSession(
  argv: readonly string[],
  { cwd, columns, rows = 60, shell, env: more = {} }: SessionOptions,
): TerminalSession {
  const terminal = new FakeTerminal(columns, rows);
  // The variables of the test process are left out: CI may be set there, and then there is no screen.
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', KEY: 'k', ...more, ...compileCache };
  const [file, args] = shell === undefined ? [process.execPath, [builtCli, ...argv]] : ['/bin/sh', ['-c', shell]];
  const child = spawn(file, args, { cwd, cols: columns, rows, env });
  let hasEnded = false;
  let next = Promise.withResolvers<void>();
  const wake = (): void => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };
  child.onData((data) => {
    terminal.write(data, wake);
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => {
      hasEnded = true;
      wake();
      resolve(exitCode);
    });
  });
  return {
    terminal,
    ended,
    type: (text) => child.write(text),
    until: async (pattern) => {
      for (;;) {
        const arrived = next.promise;
        const lines = await terminal.screen();
        if (pattern.test(lines.join('\n'))) return lines;
        if (hasEnded) throw new Error(`${String(pattern)} was never on the screen:\n${lines.join('\n')}`);
        await arrived;
      }
    },
  };
}

/**
 * Presses Ctrl-C repeatedly until the program has ended, and returns the exit code. The interval is longer than the time in which
 * a second press counts as the same one. A process that is ending handles signals in its own way.
 */
export async function interruptUntilEnded(session: Pick<TerminalSession, 'type' | 'ended'>): Promise<number> {
  const presses = setInterval(() => session.type('\u0003'), 1_100);
  try {
    return await session.ended;
  } finally {
    clearInterval(presses);
  }
}
