// The terminal as Ink draws on it, but for its size: a terminal that gets narrower wraps what is on it, and Ink erases no more rows than it drew.
import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

interface Terminal extends NodeJS.WritableStream {
  readonly columns?: number;
  readonly rows?: number;
}

const defaultColumns = 80;
const defaultRows = 24;
const eraseRow = '\u001B[2K';
const goUp = '\u001B[1A';

/** What is written goes out once Node.js has looked whether the terminal was resized. Ink itself is never told that it was. */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true;
  readonly #terminal: Terminal;
  #waiting: { readonly chunk: string; readonly callback: (() => void) | undefined }[] = [];
  #next: NodeJS.Immediate | undefined;
  /** As text, on the terminal now. */
  #frame = '';
  #isForgetting = false;

  constructor(terminal: Terminal) {
    super();
    this.#terminal = terminal;
  }

  get columns(): number {
    return this.#terminal.columns ?? defaultColumns;
  }

  get rows(): number {
    return this.#terminal.rows ?? defaultRows;
  }

  write(chunk: string, callback?: () => void): boolean {
    this.#waiting.push({ chunk: this.#isForgetting ? '' : chunk, callback });
    this.#next ??= setImmediate(() => this.flush());
    return true;
  }

  flush(): void {
    clearImmediate(this.#next);
    this.#next = undefined;
    for (const { chunk, callback } of this.#waiting.splice(0)) {
      const text = stripVTControlCharacters(chunk);
      if (text !== '') this.#frame = text;
      this.#terminal.write(chunk);
      callback?.();
    }
  }

  /** Takes the frame away as the terminal shows it in its new size, and what was still to be drawn in the old one. `forget` has Ink begin anew. */
  restart(forget: () => void): void {
    this.#waiting = this.#waiting.map(({ callback }) => ({ chunk: '', callback }));
    const rows = this.#frame.split('\n').map((line) => Math.max(1, Math.ceil(stringWidth(line) / this.columns)));
    const all = rows.reduce((sum, count) => sum + count, 0);
    this.#terminal.write(`${eraseRow}${`${goUp}${eraseRow}`.repeat(all - 1)}\r`);
    this.#frame = '';
    this.#isForgetting = true;
    forget();
    this.#isForgetting = false;
  }
}
