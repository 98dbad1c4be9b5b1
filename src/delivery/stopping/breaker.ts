// The breaker: opens when requests fail or end in doubt one after another, so that an outage does not become thousands in doubt.

/** In a row, or of the last requests. */
const tooManyInARow = 3;
const remembered = 50;
const tooManyOfThem = 10;

const firstPause = 30_000;
const longestPause = 5 * 60_000;

/** How long the breaker may be open before the run is stopped. */
export const longestOpen = 15 * 60_000;

interface Opening {
  readonly since: number;
  /** Until when nothing is sent; from then on one request that probes. */
  readonly until: number;
  readonly pause: number;
}

/**
 * All times are monotonic milliseconds. With Ramp, which narrows at each trouble, an outage costs at most 3 requests more than
 * may be side by side before it is seen; what probes an open breaker carries one notification.
 */
export class Breaker {
  #recent: boolean[] = [];
  #inARow = 0;
  #opening: Opening | undefined;

  /** While it is open requests leave one by one and carry one notification. */
  get isOpen(): boolean {
    return this.#opening !== undefined;
  }

  /** Monotonic time before which nothing may be sent; undefined while closed. */
  get shutUntil(): number | undefined {
    return this.#opening === undefined ? undefined : Math.min(this.#opening.until, this.#opening.since + longestOpen);
  }

  isHopeless(now: number): boolean {
    return this.#opening !== undefined && now - this.#opening.since >= longestOpen;
  }

  /** A request that began at `begunAt` got through, or failed or ended in doubt. */
  record(isTrouble: boolean, begunAt: number, now: number): void {
    if (this.#opening === undefined) this.#count(isTrouble, now);
    // What began before the pause was over says nothing of how it is now.
    else if (begunAt >= this.#opening.until) this.#judgeProbe(this.#opening, isTrouble, now);
  }

  #count(isTrouble: boolean, now: number): void {
    this.#inARow = isTrouble ? this.#inARow + 1 : 0;
    this.#recent = [...this.#recent, isTrouble].slice(-remembered);
    const ofThem = this.#recent.filter(Boolean).length;
    if (this.#inARow < tooManyInARow && ofThem < tooManyOfThem) return;
    this.#opening = { since: now, until: now + firstPause, pause: firstPause };
  }

  #judgeProbe({ since, pause: last }: Opening, isTrouble: boolean, now: number): void {
    const pause = Math.min(longestPause, last * 2);
    this.#opening = isTrouble ? { since, until: now + pause, pause } : undefined;
    this.#recent = [];
    this.#inARow = 0;
  }
}
