// Whose turn it is while jobs of either priority wait: high three times of four, so that it goes first and normal never starves.
import type { Priority } from '../../campaign/campaign.ts';

const round: readonly Priority[] = ['high', 'high', 'high', 'normal'];

export class Turns {
  #taken: number;

  /** Begins anywhere in the round: workers that take one job each and end would otherwise never come to the last turn. */
  constructor(random: () => number) {
    this.#taken = Math.floor(random() * round.length);
  }

  next(): Priority {
    const turn = round[this.#taken % round.length] ?? 'normal';
    this.#taken += 1;
    return turn;
  }
}
