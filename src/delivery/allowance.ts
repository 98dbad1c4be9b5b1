// How many notifications may still be sent, for all jobs of a worker. Jobs take their share before they claim, so that two
// concurrent claims never exceed the limit.
import type { Batch } from './backlog.ts';

export class Allowance {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Returns how many notifications of the batch may be sent, at most `most`. A batch that is repeated was counted at its first attempt. */
  takeFor({ repeats, notifications }: Batch, most: number): number {
    const wanted = Math.min(most, notifications.length);
    if (repeats > 0) return wanted;
    const taken = Math.min(wanted, this.#left);
    this.#left -= taken;
    return taken;
  }

  /** Returns the allowance of notifications that nobody received, so that others may be sent. */
  giveBack({ repeats }: Pick<Batch, 'repeats'>, count: number): void {
    if (repeats === 0) this.#left += count;
  }
}
