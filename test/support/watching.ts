// Runs pushplan --watch in this process, and reads what it prints after each save.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pushplan, type CliOptions, type CliResult } from './cli.ts';
import type { TestWorkspace } from './workspace.ts';

export interface Watching {
  /**
   * Resolves to the output since the last call, up to the piece with which it matches. Later output is kept for the next call. Fails if the
   * command ends first.
   */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the command has ended. */
  readonly ended: Promise<CliResult>;
  /** Presses Ctrl-C. */
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
