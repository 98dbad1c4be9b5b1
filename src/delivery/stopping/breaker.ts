// The breaker: opens when several requests fail or end in doubt, so that an outage does not leave thousands in doubt.

/** Opens after this many troubles in a row, or after `tooManyOfThem` of the last `remembered` requests. */
const tooManyInARow = 3;
const remembered = 50;
const tooManyOfThem = 10;

const firstPause = 30_000;
const longestPause = 5 * 60_000;

/** How long the breaker may be open before the run is stopped. */
export const longestOpen = 15 * 60_000;

interface Opening {
  readonly since: number;
  /** Nothing is sent before this time; then one request at a time probes. */
  readonly until: number;
  readonly pause: number;
}

/**
 * All times are monotonic milliseconds. Together with Ramp, which narrows at each trouble, an outage costs at most 3 requests more
 * than may be under way at once before the breaker opens. Requests that probe an open breaker have one notification each.
 */
export class Breaker {
  #recent: boolean[] = [];
  #inARow = 0;
  #opening: Opening | undefined;

  /** While it is open, requests leave one at a time with one notification each. */
  get isOpen(): boolean {
    return this.#opening !== undefined;
  }

  /** The monotonic time before which nothing may be sent; undefined while it is closed. */
  get shutUntil(): number | undefined {
    return this.#opening === undefined ? undefined : Math.min(this.#opening.until, this.#opening.since + longestOpen);
  }

  isHopeless(now: number): boolean {
    return this.#opening !== undefined && now - this.#opening.since >= longestOpen;
  }

  /** Records a request that began at `begunAt`: whether it succeeded, or failed or ended in doubt. */
  record(isTrouble: boolean, begunAt: number, now: number): void {
    if (this.#opening === undefined) this.#count(isTrouble, now);
    // A request that began before the pause was over shows nothing about the API's state now.
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
