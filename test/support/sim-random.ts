// Seeded chance with one stream per purpose, so that an additional draw in one place changes nothing in another.
import { hash } from 'node:crypto';

export class Chance {
  readonly #name: string;
  #state: number;

  constructor(seed: number, name = '') {
    this.#name = `${seed}/${name}`;
    this.#state = hash('sha256', this.#name, 'buffer').readUInt32LE(0);
  }

  /** Returns a separate stream that depends only on the seed and the names. */
  fork(name: string): Chance {
    return new Chance(0, `${this.#name}/${name}`);
  }

  /** Returns a number of at least 0 and below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  hits(probability: number): boolean {
    return this.next() < probability;
  }

  /** Returns an integer from `least` to `most`, both inclusive. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Distributes values evenly on a logarithmic scale, so that small values are as likely as large ones. */
  spread(least: number, most: number): number {
    return least * (most / least) ** this.next();
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return others[this.whole(0, others.length) - 1] ?? first;
  }

  /** Returns one of the names, chosen by weight. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = this.next() * names.reduce((sum, name) => sum + weights[name], 0);
    // Rounding errors may leave a small remainder of the sum.
    const chosen = names.find((name) => (left -= weights[name]) < 0) ?? names[0];
    if (chosen === undefined) throw new RangeError('there is nothing to choose from');
    return chosen;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.whole(0, 255)));
  }
}
