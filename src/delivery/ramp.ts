// The ramp: a run starts with one notification, then 1, 2, 4, 8 concurrent requests while all is well, and half as many after trouble.

const fewest = 8;
/** More does not help one process: this many fill its commits, even if an answer takes a tenth of a second. */
const widest = 128;

/**
 * Returns how many requests may be under way at this limit: as many as start within a second, so that the limit is reached even if
 * an answer takes that long.
 */
export function widthAt(requestsPerMinute: number): number {
  return Math.min(widest, Math.max(fewest, Math.ceil(requestsPerMinute / 60)));
}

export class Ramp {
  readonly #most: number;
  #width = 1;
  #wentWell = 0;
  #isCanary = true;

  /** `most` is the maximum number of requests under way. */
  constructor(most: number) {
    this.#most = most;
  }

  get width(): number {
    return this.#width;
  }

  /** True until a first request has succeeded. Until then, each request has one notification. */
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

  /** Starts again with one request at a time, when the breaker opens or closes. */
  restart(): void {
    this.#wentWell = 0;
    this.#width = 1;
  }
}
