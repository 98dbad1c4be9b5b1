// The random numbers of one round of a proof, and how many of them were drawn.
import { chanceOf } from '../../src/sandbox/chance.ts';

export class Dice {
  readonly #seed: number;
  readonly #proof: string;
  readonly #round: number;
  #drawn = 0;

  constructor(seed: number, proof: string, round: number) {
    this.#seed = seed;
    this.#proof = proof;
    this.#round = round;
  }

  /** Returns a number of at least 0 and below 1. */
  next(): number {
    this.#drawn += 1;
    return chanceOf(this.#seed, this.#proof, this.#round, this.#drawn);
  }
}
