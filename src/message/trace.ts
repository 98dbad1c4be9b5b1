// Records the decisions of a row's templates, so that the stand-ins of the row take the same branches.
import type { Given } from './helpers/helper.ts';

/** One call of a helper, or one text of a leaf. */
export interface TraceStep {
  readonly given?: Given;
  /** The result; undefined for the body of a block. */
  result?: unknown;
}

/** The steps in the order of the calls. The same templates make the same calls in the same order, as long as every decision is the same. */
export class Trace {
  readonly #steps: TraceStep[] = [];
  #next = 0;

  note<T extends TraceStep>(step: T): T {
    this.#steps.push(step);
    return step;
  }

  follow(): TraceStep {
    const step = this.#steps[this.#next];
    if (step === undefined) throw new TypeError('a stand-in went another way than its row');
    this.#next += 1;
    return step;
  }
}
