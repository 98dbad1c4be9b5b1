// pushplan as it is installed, in a process of its own on a real pseudo-terminal, and the screen that a person would see.
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { FakeTerminal } from './fake-terminal.ts';
import { compileCache, repositoryRoot } from './repository.ts';

export const builtCli = join(repositoryRoot, 'dist', 'cli.js');

export interface TerminalSession {
  readonly terminal: FakeTerminal;
  /** The screen as soon as its text matches. Fails when the program ends before. */
  until(pattern: RegExp): Promise<readonly string[]>;
  type(text: string): void;
  /** The exit code, once all that was written is on the screen. */
  readonly ended: Promise<number>;
}

export interface SessionOptions {
  readonly cwd: string;
  readonly columns: number;
  readonly rows?: number;
  /** Instead of the built program: a command line for a shell. */
  readonly shell?: string;
  /** Beside the key of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export function openSession(
  argv: readonly string[],
  { cwd, columns, rows = 60, shell, env: more = {} }: SessionOptions,
): TerminalSession {
  const terminal = new FakeTerminal(columns, rows);
  // Nothing of what the tests run in: there CI may be set, and then there is no screen.
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
 * Ctrl-C again, after the time in which another is the same keypress, until it has ended. While a process ends, signals end it in
 * their own way. Gives the exit code.
 */
export async function interruptUntilEnded(session: Pick<TerminalSession, 'type' | 'ended'>): Promise<number> {
  const presses = setInterval(() => session.type('\u0003'), 1_100);
  try {
    return await session.ended;
  } finally {
    clearInterval(presses);
  }
}
