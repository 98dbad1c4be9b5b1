// The terminal that Ink draws on. Handles resizing: a narrower terminal wraps the frame, but Ink erases only as many rows as it drew.
import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { sizeOf, type Sized } from './terminal-size.ts';

const eraseRow = '\u001B[2K';
const goUp = '\u001B[1A';

/** Writes only after Node.js has checked for a resize. Ink itself is not told about resizes. */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true;
  readonly #terminal: NodeJS.WritableStream & Sized;
  #waiting: { readonly chunk: string; readonly callback: (() => void) | undefined }[] = [];
  #next: NodeJS.Immediate | undefined;
  /** The text of the frame that is on the terminal now. */
  #frame = '';

  constructor(terminal: NodeJS.WritableStream & Sized) {
    super();
    this.#terminal = terminal;
  }

  get columns(): number {
    return sizeOf(this.#terminal).columns;
  }

  get rows(): number {
    return sizeOf(this.#terminal).rows;
  }

  write(chunk: string, callback?: () => void): boolean {
    this.#waiting.push({ chunk, callback });
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

  /** Erases the frame as the terminal shows it in its new size, and drops what was to be drawn in the old size. */
  restart(): void {
    this.#waiting = this.#waiting.map(({ callback }) => ({ chunk: '', callback }));
    const rows = this.#frame.split('\n').map((line) => Math.max(1, Math.ceil(stringWidth(line) / this.columns)));
    const all = rows.reduce((sum, count) => sum + count, 0);
    this.#terminal.write(`${eraseRow}${`${goUp}${eraseRow}`.repeat(all - 1)}\r`);
    this.#frame = '';
  }
}
