// Keeps what is typed off the screen: the terminal would show it below the frame, and Enter would move the frame away from under the next one.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { Readable } from 'node:stream';

export interface TypedKeys {
  /** Read where it is a terminal. */
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Hears each key by itself. What arrives together was pasted, or is the code of an arrow: that is no key. */
  readonly hear: (key: string) => void;
}

export interface SilentKeys extends Disposable {
  /** Whether what is typed is heard now. */
  readonly areHeard: boolean;
}

/** Milliseconds. Neither of the two programs takes longer by itself. */
const longest = 1_000;

/**
 * Of the terminal, until disposed of or the end of the process. Keys that make signals still do. With `typed`, the others are heard
 * as they are pressed. Without effect where it cannot be done.
 */
export function silenceKeys(terminal: object, typed?: TypedKeys): SilentKeys {
  if (!('fd' in terminal) || typeof terminal.fd !== 'number') return { areHeard: false, [Symbol.dispose]: () => {} };
  const { fd } = terminal;
  const keys = typed?.stdin.isTTY === true ? new Listening(typed) : undefined;
  const mode = keys === undefined ? ['-echo'] : ['-icanon', 'min', '1', 'time', '0', '-echo'];
  let saved = '';
  // Also after Ctrl-Z and fg: what was done in between is the shell's.
  const silence = (): void => {
    const isOurs = isInForeground();
    if (isOurs && saved === '') saved = stty(fd, '-g');
    if (isOurs && saved !== '') {
      stty(fd, ...mode);
      keys?.start();
    } else {
      // The system would stop a process in the background that reads from the terminal.
      keys?.stop();
    }
  };
  const restore = (): void => {
    if (saved !== '' && isInForeground()) stty(fd, saved);
  };
  silence();
  process.on('SIGCONT', silence);
  // Somebody pressed Ctrl-C twice.
  process.on('exit', restore);
  return {
    get areHeard() {
      return keys?.isOn === true;
    },
    [Symbol.dispose]: () => {
      keys?.stop();
      process.off('SIGCONT', silence);
      process.off('exit', restore);
      restore();
    },
  };
}

/** A terminal that was closed cannot be read any more. That ends no run: a signal says it too. */
function ignore(): void {}

class Listening {
  isOn = false;
  readonly #typed: TypedKeys;

  constructor(typed: TypedKeys) {
    this.#typed = typed;
    typed.stdin.on('error', ignore);
  }

  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.#typed.stdin.on('data', this.#onData).resume();
  }

  stop(): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.#typed.stdin.off('data', this.#onData).pause();
  }

  readonly #onData = (data: Buffer | string): void => {
    const text = String(data);
    if (text.length === 1) this.#typed.hear(text);
  };
}

/** What it prints; nothing where it did not run. */
function stty(fd: number, ...what: readonly string[]): string {
  const { stdout } = spawnSync('stty', what, { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8', timeout: longest });
  return stdout?.trim() ?? '';
}

/** A process in the background that sets the terminal would be stopped for it. */
function isInForeground(): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(process.pid)], {
    encoding: 'utf8',
    timeout: longest,
  });
  return stdout?.includes('+') ?? false;
}
