// The rate limit: counts the requests of a key in the window that ends now.

class SlidingWindow {
  readonly #ms: number;
  #times: number[] = [];
  #first = 0;

  constructor(ms: number) {
    this.#ms = ms;
  }

  add(now: number): void {
    this.#times.push(now);
  }

  count(now: number): number {
    while ((this.#times[this.#first] ?? Number.POSITIVE_INFINITY) <= now - this.#ms) this.#first += 1;
    if (this.#first > 1000) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }

  /** Returns the milliseconds until the oldest request leaves the window. */
  freeIn(now: number): number {
    return Math.max(0, (this.#times[this.#first] ?? now) + this.#ms - now);
  }
}

/** Limits requests. Refused requests count in the figures, but do not use up the limit: a client that waits is admitted again. */
export class RateLimit {
  readonly #ms: number;
  readonly #buckets = new Map<string, { arrived: SlidingWindow; admitted: SlidingWindow }>();
  #highest = 0;
  #breaches = 0;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Counts a request. Returns how many milliseconds too early it is; undefined if it is admitted. */
  admit(bucket: string, limit: number, now: number): number | undefined {
    const { arrived, admitted } = this.#bucketOf(bucket);
    arrived.add(now);
    this.#highest = Math.max(this.#highest, arrived.count(now));
    if (admitted.count(now) >= limit) {
      this.#breaches += 1;
      return admitted.freeIn(now);
    }
    admitted.add(now);
    return undefined;
  }

  /** Returns the figures of the busiest key: requests in the window that ends now, and the highest number so far in one window. */
  figures(now: number): { readonly now: number; readonly highest: number; readonly breaches: number } {
    const counts = [...this.#buckets.values()].map(({ arrived }) => arrived.count(now));
    return { now: Math.max(0, ...counts), highest: this.#highest, breaches: this.#breaches };
  }

  #bucketOf(name: string): { arrived: SlidingWindow; admitted: SlidingWindow } {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const bucket = { arrived: new SlidingWindow(this.#ms), admitted: new SlidingWindow(this.#ms) };
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
