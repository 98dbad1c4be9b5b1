// How many notifications may still be sent, by all jobs of a worker. Jobs take their share before they claim: two that claim at the same
// time never send more than was allowed.
import type { Batch } from './backlog.ts';

export class Allowance {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Gives how many of the batch may be sent, at most so many. What may have been received once has been counted. */
  takeFor({ repeats, notifications }: Batch, most: number): number {
    const wanted = Math.min(most, notifications.length);
    if (repeats > 0) return wanted;
    const taken = Math.min(wanted, this.#left);
    this.#left -= taken;
    return taken;
  }

  /** Nobody got these, so that others may be sent instead. */
  giveBack({ repeats }: Pick<Batch, 'repeats'>, count: number): void {
    if (repeats === 0) this.#left += count;
  }
}
