// Shows the progress of work on stderr: a line that changes on a terminal, a line every 5 s elsewhere. For short work nothing is shown.
import { isCi, type Context } from '../../opening/context.ts';
import { DrawnLine } from './drawn-line.ts';

const tellEvery = 5_000;
/** Milliseconds. The first line is drawn late, so that it does not flash by. */
const drawFrom = 500;
const drawEvery = 100;

/** There is no timer: a line is printed when the work gets further. */
export class TimedLine {
  readonly #stderr: Context['stderr'];
  readonly #line: DrawnLine;
  readonly #isDrawn: boolean;
  #due: number;
  #isShown = false;

  constructor({ clock, stderr, env }: Pick<Context, 'clock' | 'stderr' | 'env'>) {
    this.#stderr = stderr;
    this.#line = new DrawnLine(stderr);
    this.#isDrawn = stderr.isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
    this.#due = clock.monotonic() + (this.#isDrawn ? drawFrom : tellEvery);
  }

  /** Does nothing if it is too early for another line. `now` is monotonic. */
  tell(now: number, format: (columns: number) => string): void {
    if (now < this.#due) return;
    this.#due = now + (this.#isDrawn ? drawEvery : tellEvery);
    this.#isShown = this.#isDrawn;
    if (this.#isDrawn) this.#line.draw(format(this.#stderr.columns - 1));
    else this.#stderr.write(`${format(Number.POSITIVE_INFINITY)}\n`);
  }

  erase(): void {
    if (this.#isShown) this.#line.erase();
    this.#isShown = false;
  }
}
