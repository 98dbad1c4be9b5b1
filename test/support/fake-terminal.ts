// A terminal in memory: a stream that claims to be one, and the screen that a person would see.
import { Writable } from 'node:stream';
import xterm from '@xterm/headless';

export class FakeTerminal extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  /** Everything that was written. */
  written = '';
  /** What the terminal did besides showing text: answers, bells, titles. */
  readonly acts: string[] = [];
  readonly #terminal: InstanceType<typeof xterm.Terminal>;

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    // Line feeds also return the carriage, as the line discipline of a real terminal does it.
    this.#terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
    this.#terminal.onData((data) => this.acts.push(`answered ${JSON.stringify(data)}`));
    this.#terminal.onBell(() => this.acts.push('rang'));
    this.#terminal.onTitleChange((title) => this.acts.push(`titled ${title}`));
  }

  override _write(chunk: string, _encoding: BufferEncoding, callback: () => void): void {
    this.written += chunk;
    this.#terminal.write(chunk, () => {
      this.emit('drawn');
      callback();
    });
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.#terminal.resize(columns, rows);
    this.emit('resize');
  }

  /** Returns the lines on the screen without trailing blanks and without empty lines at the end. */
  async screen(): Promise<string[]> {
    await new Promise<void>((resolve) => this.#terminal.write('', resolve));
    return this.lines();
  }

  /** Returns the same for what is drawn now. At each 'drawn' event this includes the latest write, and nothing after it. */
  lines(): string[] {
    const { active } = this.#terminal.buffer;
    const lines = Array.from(
      { length: this.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  /** Resolves to the screen as soon as `isWanted` accepts it. It is checked after each write. */
  until(isWanted: (lines: readonly string[]) => boolean): Promise<string[]> {
    const { promise, resolve } = Promise.withResolvers<string[]>();
    const look = (): void => {
      const lines = this.lines();
      if (isWanted(lines)) resolve(lines);
    };
    this.on('drawn', look);
    look();
    return promise.finally(() => this.off('drawn', look));
  }

  /** The row of the cursor, from 0. */
  get cursorRow(): number {
    return this.#terminal.buffer.active.cursorY;
  }

  get isCursorShown(): boolean {
    return this.written.lastIndexOf('\u001B[?25h') >= this.written.lastIndexOf('\u001B[?25l');
  }
}
