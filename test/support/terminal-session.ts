// Runs the installed pushplan in a process of its own on a real pseudo-terminal, with the screen that a person would see.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { FakeTerminal } from './fake-terminal.ts';
import { compileCache, repositoryRoot } from './repository.ts';

export const builtCli = join(repositoryRoot, 'dist', 'cli.js');

export interface TerminalSession {
  readonly terminal: FakeTerminal;
  /** Resolves to the first screen that matches since the last match or input. Fails if the program ends first. */
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
  // The screens since the last match or input, so that a slow test does not miss one that was visible for a few milliseconds.
  let screens: (readonly string[])[] = [terminal.lines()];
  let hasEnded = false;
  let next = Promise.withResolvers<void>();
  const wake = (): void => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };
  terminal.on('drawn', () => {
    screens.push(terminal.lines());
    wake();
  });
  child.onData((data) => {
    const frames = data.split(frameEnd);
    for (const [index, frame] of frames.entries()) terminal.write(index < frames.length - 1 ? frame + frameEnd : frame);
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => {
      terminal.write('', () => {
        hasEnded = true;
        wake();
        resolve(exitCode);
      });
    });
  });
  return {
    terminal,
    ended,
    type: (text) => {
      screens = screens.slice(-1);
      child.write(text);
    },
    until: async (pattern) => {
      for (;;) {
        const arrived = next.promise;
        const found = screens.findIndex((lines) => pattern.test(lines.join('\n')));
        // If none matches, this keeps the last screen only.
        screens = screens.slice(found);
        const [lines = []] = screens;
        if (found !== -1) return lines;
        if (hasEnded) throw new Error(`${String(pattern)} was never on the screen:\n${lines.join('\n')}`);
        await arrived;
      }
    },
  };
}

/** Ends an update of the screen. On a busy machine, several updates come in one piece. */
const frameEnd = '\u001B[?2026l';

/** Presses Ctrl-C again, after the time in which a second press counts as the same one. Returns the exit code. */
export async function interruptAgain(session: Pick<TerminalSession, 'type' | 'ended'>): Promise<number> {
  await delay(1_100);
  // Only once, because a process that is ending handles signals in its own way.
  session.type('\u0003');
  return session.ended;
}
