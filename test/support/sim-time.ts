// Virtual time of a simulated world: waiting work continues in order, without real waiting.
interface Turn {
  readonly at: number;
  readonly act: () => void;
}

/** Fractions of a millisecond. A power of two keeps sums and differences of times exact, and a sleep never ends at its start. */
const tick = 1_024;

/** The number of turns after which a piece of work counts as endless. */
const manyTurns = 200_000;

/** An impossible state of a simulation: nothing more will happen, or it never ends. */
class Stuck extends Error {}

export class SimTime {
  readonly #settled: () => Promise<void>;
  #now = 0;
  #turns: Turn[] = [];

  /** `settled` resolves when everything that has happened by now was handled. */
  constructor(settled: () => Promise<void>) {
    this.#settled = settled;
  }

  /** Milliseconds since the beginning. Never decreases. */
  get now(): number {
    return this.#now;
  }

  /** Returns a function that cancels. Of two acts at the same time, the first one added runs first. */
  at(time: number, act: () => void): () => void {
    const turn = { at: Math.max(Math.ceil(time * tick) / tick, this.#now), act };
    const place = this.#turns.findIndex((other) => other.at > turn.at);
    this.#turns.splice(place === -1 ? this.#turns.length : place, 0, turn);
    return () => {
      this.#turns = this.#turns.filter((other) => other !== turn);
    };
  }

  /** Lets time pass until the work is done. Everything that the work waits for must be on this clock. */
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
