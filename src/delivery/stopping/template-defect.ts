// Tells a defect of the template, or of the way to the API, from a few bad recipients: too many of a campaign's first requests are refused.
import type { Batch } from '../backlog.ts';
import type { Verdict } from '../classify.ts';

const probation = 20;
const tooMany = 5;

/** Counts the first 20 first tries of a campaign. Halves and repeats do not count, nor do requests that were not judged. */
export class FirstTries {
  #count = 0;
  #unacceptable = 0;
  #foreign = 0;

  /** While it is true, halves wait: with a defect there would be thousands of them, each a rejection. */
  get isProbation(): boolean {
    return this.#count < probation;
  }

  /** The API does not accept what the template renders. */
  get isDefect(): boolean {
    return this.#unacceptable >= tooMany;
  }

  /** Something other than the API answers. */
  get isElsewhere(): boolean {
    return this.#foreign >= tooMany;
  }

  get tally(): { readonly count: number; readonly unacceptable: number; readonly foreign: number } {
    return { count: this.#count, unacceptable: this.#unacceptable, foreign: this.#foreign };
  }

  record(batch: Batch, { answer, next }: Verdict): void {
    if (batch.isHalf || batch.repeats > 0 || !this.isProbation) return;
    if (next.kind === 'back_off' || next.kind === 'throttle') return;
    this.#count++;
    if (answer === 'unacceptable') this.#unacceptable++;
    if (answer === 'foreign') this.#foreign++;
  }
}
