// A line of a terminal that is drawn again and again, and removed at the end.
import type { Output } from '../../opening/context.ts';

const eraseRow = '\u001B[2K';
const goUp = '\u001B[1A';

export class DrawnLine {
  readonly #output: Output;
  #width = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** `line` must be shorter than the terminal is wide. */
  draw(line: string): void {
    this.erase();
    this.#output.write(line);
    this.#width = line.length;
  }

  /** A terminal that became narrower has wrapped the line into several rows. */
  erase(): void {
    const more = Math.max(0, Math.ceil(this.#width / this.#output.columns) - 1);
    this.#output.write(`${eraseRow}${`${goUp}${eraseRow}`.repeat(more)}\r`);
    this.#width = 0;
  }
}
