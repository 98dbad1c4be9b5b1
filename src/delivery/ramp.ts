// How a run begins: one notification, then 1, 2, 4, 8 requests side by side while all is well, and half as many after trouble.

const fewest = 8;
/** Beyond it one process gains nothing: so many fill its commits, also where an answer takes a tenth of a second. */
const widest = 128;

/**
 * How many requests may be under way side by side at this limit: as many as begin within a second, so that the limit is used also
 * where an answer takes as long as that.
 */
export function widthAt(requestsPerMinute: number): number {
  return Math.min(widest, Math.max(fewest, Math.ceil(requestsPerMinute / 60)));
}

export class Ramp {
  readonly #most: number;
  #width = 1;
  #wentWell = 0;
  #isCanary = true;

  /** `most` is how many requests may be under way side by side. */
  constructor(most: number) {
    this.#most = most;
  }

  get width(): number {
    return this.#width;
  }

  /** Until a first request has got through, each carries one notification. */
  get isCanary(): boolean {
    return this.#isCanary;
  }

  wentWell(): void {
    if (this.#isCanary) {
      this.#isCanary = false;
      return;
    }
    this.#wentWell++;
    if (this.#wentWell < this.#width) return;
    this.#wentWell = 0;
    this.#width = Math.min(this.#most, this.#width * 2);
  }

  metTrouble(): void {
    this.#wentWell = 0;
    this.#width = Math.max(1, Math.floor(this.#width / 2));
  }

  /** One by one again, after the breaker was open. */
  restart(): void {
    this.#wentWell = 0;
    this.#width = 1;
  }
}
