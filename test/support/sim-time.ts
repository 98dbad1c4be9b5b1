// Virtual time of a simulated world: who waits gets his turn in order, and nothing waits for real.
interface Turn {
  readonly at: number;
  readonly act: () => void;
}

/** Parts of a millisecond, a power of two: sums and differences of times are exact, and who sleeps always wakes later. */
const tick = 1_024;

/** Turns that one piece of work may take: beyond them it goes round in circles. */
const manyTurns = 200_000;

/** What a simulation found that cannot be: nothing more would ever happen, or it would never end. */
class Stuck extends Error {}

export class SimTime {
  readonly #settled: () => Promise<void>;
  #now = 0;
  #turns: Turn[] = [];

  /** `settled` resolves when all that has happened by now has been noticed. */
  constructor(settled: () => Promise<void>) {
    this.#settled = settled;
  }

  /** Milliseconds since the beginning. Never goes back. */
  get now(): number {
    return this.#now;
  }

  /** Gives what calls it off. Of two at the same time the first to ask is first. */
  at(time: number, act: () => void): () => void {
    const turn = { at: Math.max(Math.ceil(time * tick) / tick, this.#now), act };
    const place = this.#turns.findIndex((other) => other.at > turn.at);
    this.#turns.splice(place === -1 ? this.#turns.length : place, 0, turn);
    return () => {
      this.#turns = this.#turns.filter((other) => other !== turn);
    };
  }

  /** Lets time pass until the work is done. All that it waits for has to be on this clock. */
  async through<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    work.then(over, over);
    for (let turns = 0; turns < manyTurns; turns++) {
      await this.#settled();
      if (isOver) return work;
      const next = this.#turns.shift();
      if (next === undefined) throw new Stuck(`at ${this.#now} ms somebody waits for what never comes`);
      this.#now = next.at;
      next.act();
    }
    throw new Stuck(`after ${manyTurns} turns, at ${this.#now} ms, it still goes on`);
  }
}
