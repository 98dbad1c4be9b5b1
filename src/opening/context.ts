// The outside world that commands use: streams, clock, environment. cli.ts builds it from the process, tests build their own.
import type { Readable } from 'node:stream';
import type { Clock } from '../delivery/clock.ts';
import type { Secrets } from './secrets.ts';

/** An output stream of a command. Once its reader has closed it, further text is dropped. */
export interface Output {
  write(text: string): void;
  /** Resolves when everything written so far has gone out, which depends on how fast the reader is. */
  drained(): Promise<void>;
  /** False once the reader has closed the stream. */
  readonly isOpen: boolean;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 if there is none. */
  readonly columns: number;
  readonly color: boolean;
  /** The raw stream, for the screen, which draws on it directly. */
  readonly stream: NodeJS.WriteStream;
}

interface Random {
  bytes(count: number): Buffer;
  /** A random number from 0 to below 1. */
  fraction(): number;
}

/** The first signal asks for a soft stop; a second one, at least 1 s later, ends the process. */
export interface Interrupts {
  /** Handles signals from now on. `soft` aborts at the first, `hard` at the second; then the process ends within 500 ms. */
  take(): { readonly soft: AbortSignal; readonly hard: AbortSignal } & Disposable;
}

export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Receives the data that scripts read. */
  readonly stdout: Output;
  /** Receives what is for people: progress, questions, findings. */
  readonly stderr: Output;
  readonly clock: Clock;
  readonly random: Random;
  readonly interrupts: Interrupts;
  /** Keys, passwords and tokens that have been read. They must never be printed. */
  readonly secrets: Secrets;
  readonly host: string;
  readonly pid: number;
  readonly user: string;
  readonly version: string;
  /** The folder where pushplan is installed, with its package.json and schema/. */
  readonly packageRoot: URL;
}

/** Tells whether the process runs in CI, from the variable CI that CI systems set. */
export function isCi(env: Context['env']): boolean {
  const { CI } = env;
  return CI !== undefined && CI !== '' && CI !== '0' && CI !== 'false';
}
