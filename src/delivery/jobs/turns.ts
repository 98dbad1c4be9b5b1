// Chooses the priority of the next job: high in three of four turns, so that it goes first but normal never starves.
import type { Priority } from '../../campaign/campaign.ts';

const round: readonly Priority[] = ['high', 'high', 'high', 'normal'];

export class Turns {
  #taken: number;

  /** Starts at a random place in the round. Otherwise workers that end after one job would never reach the last turn. */
  constructor(random: () => number) {
    this.#taken = Math.floor(random() * round.length);
  }

  next(): Priority {
    const turn = round[this.#taken % round.length] ?? 'normal';
    this.#taken += 1;
    return turn;
  }
}
