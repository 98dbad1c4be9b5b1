// Runs pushplan --watch in this process, and reads what it prints after each save.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pushplan, type CliOptions, type CliResult } from './cli.ts';
import type { TestWorkspace } from './workspace.ts';

export interface Watching {
  /**
   * What was written since the last time, up to the piece with which it matches: the rest is for the next time, however late this
   * one looks. Fails when the command ends before.
   */
  until(pattern: RegExp): Promise<string>;
  /** Of itself. */
  readonly ended: Promise<CliResult>;
  /** Ctrl-C. */
  end(): Promise<CliResult>;
}

export async function startWatching(
  argv: readonly string[],
  options: Omit<CliOptions, 'interrupt' | 'listen'>,
): Promise<Watching> {
  const interrupt = new AbortController();
  const pieces: string[] = [];
  let hasEnded = false;
  let next = Promise.withResolvers<void>();
  const wake = (): void => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };
  const listen = (text: string): void => {
    pieces.push(text);
    wake();
  };
  const ended = pushplan(argv, { ...options, interrupt: interrupt.signal, listen }).finally(() => {
    hasEnded = true;
    wake();
  });
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const arrived = next.promise;
      let heard = '';
      for (const [index, piece] of pieces.entries()) {
        heard += piece;
        if (!pattern.test(heard)) continue;
        pieces.splice(0, index + 1);
        return heard;
      }
      if (hasEnded) throw new Error(`${String(pattern)} was never written:\n${heard}`);
      await arrived;
    }
  };
  return {
    until,
    ended,
    end: async () => {
      interrupt.abort('Ctrl-C');
      return ended;
    },
  };
}

/** Saves as most editors do: into a new file that then replaces the old one, so that nobody reads half of it. */
export async function save({ root, write }: TestWorkspace, path: string, text: string): Promise<void> {
  await write(`${path}~`, text);
  await rename(join(root, `${path}~`), join(root, path));
}
