// Runs the installed pushplan in a process of its own on a real pseudo-terminal, with the screen that a person would see.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { FakeTerminal } from './fake-terminal.ts';
import { compileCache, repositoryRoot } from './repository.ts';

export const builtCli = join(repositoryRoot, 'dist', 'cli.js');

export interface TerminalSession {
  readonly terminal: FakeTerminal;
  /** The first screen with such a text since what was found or typed last. Fails when the program ends before. */
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
  // Since what was found or typed last, the one on the screen among them: a test that comes late misses none of a few milliseconds.
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
        // Where none has it, the last one may still get it: what is drawn next is drawn over it.
        screens = screens.slice(found);
        const [lines = []] = screens;
        if (found !== -1) return lines;
        if (hasEnded) throw new Error(`${String(pattern)} was never on the screen:\n${lines.join('\n')}`);
        await arrived;
      }
    },
  };
}

/** Ends an update of the screen: several come in one piece where the machine is busy. */
const frameEnd = '\u001B[?2026l';

/** Ctrl-C again, after the time in which another is the same keypress. Gives the exit code. */
export async function interruptAgain(session: Pick<TerminalSession, 'type' | 'ended'>): Promise<number> {
  await delay(1_100);
  // Once: while a process ends, signals end it in their own way.
  session.type('\u0003');
  return session.ended;
}
