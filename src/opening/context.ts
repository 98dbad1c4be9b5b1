// What a command may touch of the world around it. cli.ts makes it of the process, tests make their own.
import type { Readable } from 'node:stream';
import type { Clock } from '../delivery/clock.ts';
import type { Secrets } from './secrets.ts';

/** Where a command writes. A stream that was closed early takes what is written and drops it. */
export interface Output {
  write(text: string): void;
  /** When what was written has gone out, as far as the reader keeps up. */
  drained(): Promise<void>;
  /** Whether anybody still reads. */
  readonly isOpen: boolean;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  readonly color: boolean;
  /** For the screen, which draws on a stream of its own accord. */
  readonly stream: NodeJS.WriteStream;
}

interface Random {
  bytes(count: number): Buffer;
  /** From 0 to below 1. */
  fraction(): number;
}

/** First signal: stop softly. A second one, from 1 s after the first: leave at once. */
export interface Interrupts {
  /** From here on signals are ours. `soft` fires at the first; `hard` at the second: the process ends within 500 ms. */
  take(): { readonly soft: AbortSignal; readonly hard: AbortSignal } & Disposable;
}

export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Data: what a script reads. */
  readonly stdout: Output;
  /** Talk: progress, questions, findings. */
  readonly stderr: Output;
  readonly clock: Clock;
  readonly random: Random;
  readonly interrupts: Interrupts;
  /** Keys, passwords and tokens that were read, none of which may be printed. */
  readonly secrets: Secrets;
  readonly host: string;
  readonly pid: number;
  readonly user: string;
  readonly version: string;
  /** Where pushplan is installed: the folder with its package.json and schema/. */
  readonly packageRoot: URL;
}

/** As CI systems say it. */
export function isCi(env: Context['env']): boolean {
  const { CI } = env;
  return CI !== undefined && CI !== '' && CI !== '0' && CI !== 'false';
}
