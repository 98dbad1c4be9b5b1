// Hides what is typed: the terminal would show it below the frame, and Enter would move the frame so that the next one is drawn elsewhere.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import type { Readable } from 'node:stream';

export interface TypedKeys {
  /** Read only if it is a terminal. */
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Called for each single key. Characters that arrive together were pasted or are the code of an arrow key, and are ignored. */
  readonly hear: (key: string) => void;
}

export interface SilentKeys extends Disposable {
  /** Whether typed keys are read now. */
  readonly areHeard: boolean;
}

/** Milliseconds after which `stty` or `ps` is given up. Neither normally takes that long. */
const longest = 1_000;

/**
 * Hides the keys of a terminal until disposal or the end of the process. Keys that send signals still work. With `typed`, the others
 * are read as they are pressed. Has no effect if the terminal does not allow it.
 */
export function silenceKeys(terminal: object, typed?: TypedKeys): SilentKeys {
  if (!('fd' in terminal) || typeof terminal.fd !== 'number') return { areHeard: false, [Symbol.dispose]: () => {} };
  const { fd } = terminal;
  const keys = typed?.stdin.isTTY === true ? new Listening(typed) : undefined;
  const mode = keys === undefined ? ['-echo'] : ['-icanon', 'min', '1', 'time', '0', '-echo'];
  let saved = '';
  // Also after Ctrl-Z and fg: the shell may have changed the terminal in between.
  const silence = (): void => {
    const isOurs = isInForeground();
    if (isOurs && saved === '') saved = stty(fd, '-g');
    if (isOurs && saved !== '') {
      stty(fd, ...mode);
      keys?.start();
    } else {
      // The system would stop a background process that reads from the terminal.
      keys?.stop();
    }
  };
  const restore = (): void => {
    if (saved !== '' && isInForeground()) stty(fd, saved);
  };
  silence();
  process.on('SIGCONT', silence);
  // For an exit without disposal, for example after Ctrl-C was pressed twice.
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

/** A closed terminal cannot be read any more. That does not end a run; a signal announces it too. */
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

/** Returns the output of stty; empty if it did not run. */
function stty(fd: number, ...what: readonly string[]): string {
  const { stdout } = spawnSync('stty', what, { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8', timeout: longest });
  return stdout?.trim() ?? '';
}

/** The system would stop a background process that changes the terminal. */
function isInForeground(): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(process.pid)], {
    encoding: 'utf8',
    timeout: longest,
  });
  return stdout?.includes('+') ?? false;
}
