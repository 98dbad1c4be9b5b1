// Tells a defect of the template from a few bad recipients: many of the first requests of a campaign that the API will not take.
import type { Next } from './classify.ts';
import type { Batch } from './backlog.ts';

const probation = 20;
const tooMany = 5;

/** The first 20 first tries of a campaign; halves and repeats are not counted, nor requests that nobody judged. */
export class FirstTries {
  #count = 0;
  #unacceptable = 0;

  /** While it lasts halves wait: with a defect they would be thousands, and each is a rejection. */
  get isProbation(): boolean {
    return this.#count < probation;
  }

  get isDefect(): boolean {
    return this.#unacceptable >= tooMany;
  }

  get tally(): { readonly count: number; readonly unacceptable: number } {
    return { count: this.#count, unacceptable: this.#unacceptable };
  }

  record(batch: Batch, next: Next, isUnacceptable: boolean): void {
    if (batch.isHalf || batch.repeats > 0 || !this.isProbation) return;
    if (next.kind === 'back_off' || next.kind === 'throttle') return;
    this.#count++;
    if (isUnacceptable) this.#unacceptable++;
  }
}
