// The gate: when the next request may start, as far as this process knows. It covers back-off after trouble, throttling and the pace.
import type { ExplainedError } from './stopping/explain-error.ts';
import type { WaitReason } from './run-event.ts';

/** How long to block the key, and whether this is the first sign of a burst. */
export interface Block {
  readonly milliseconds: number;
  readonly isNew: boolean;
}

const firstBackOff = 500;
const longestBackOff = 60_000;
const firstThrottle = 5_000;
const longestThrottleGuess = 60_000;
const longestThrottle = 600_000;

/** How long it may be that no request succeeds before the run is stopped. */
export const patience = 15 * 60_000;

/** All times are monotonic milliseconds. Trouble counts for all requests together: if the endpoint is down, it is down for each of them. */
export class Gate {
  readonly #random: () => number;
  #openAt = 0;
  #reason: WaitReason = 'pace';
  /** The number of troubles in a row. Failures that began before the first of them was seen count once. */
  #streak = 0;
  #throttles = 0;
  #troubleSince: number | undefined;
  #lastTroubleAt = Number.NEGATIVE_INFINITY;
  #lastError: ExplainedError | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Returns the milliseconds until a request may start, and the reason; undefined if it may start now. */
  wait(
    now: number,
  ): { readonly milliseconds: number; readonly until: number; readonly reason: WaitReason } | undefined {
    const milliseconds = this.#openAt - now;
    return milliseconds > 0 ? { milliseconds, until: this.#openAt, reason: this.#reason } : undefined;
  }

  hold(now: number, milliseconds: number, reason: WaitReason): void {
    if (now + milliseconds <= this.#openAt) return;
    this.#openAt = now + milliseconds;
    this.#reason = reason;
  }

  /** The last error; undefined if a request has succeeded since. */
  get lastError(): ExplainedError | undefined {
    return this.#lastError;
  }

  noteError(error: ExplainedError): void {
    this.#lastError = error;
  }

  /** Notes a request whose answer is no trouble. */
  gotThrough(): void {
    this.#lastError = undefined;
    this.#streak = 0;
    this.#throttles = 0;
    this.#troubleSince = undefined;
  }

  /** Backs off with full jitter: up to 0.5 s, doubling up to 60 s. `begunAt` is when the failed request began. */
  backOff(begunAt: number, now: number): void {
    if (!this.#isNewTrouble(begunAt, now)) return;
    const ceiling = Math.min(longestBackOff, firstBackOff * 2 ** Math.min(this.#streak, 10));
    this.#streak++;
    this.hold(now, this.#random() * ceiling, 'retry');
  }

  /**
   * Blocks for as long as the API asked for, at most 10 minutes; if it did not say, 5 s, doubling up to 60 s. Returns undefined if
   * this burst was already counted and the answer does not say how long.
   */
  throttle(begunAt: number, now: number, retryAfter: number | null): Block | undefined {
    const isNew = this.#isNewTrouble(begunAt, now);
    if (!isNew && retryAfter === null) return undefined;
    const guess = Math.min(longestThrottleGuess, firstThrottle * 2 ** Math.min(this.#throttles, 10));
    if (isNew) this.#throttles++;
    const asked = retryAfter ?? guess;
    const milliseconds = Math.min(longestThrottle, asked);
    this.hold(now, milliseconds, asked > longestThrottle ? 'throttled_long' : 'throttled');
    return { milliseconds, isNew };
  }

  /** Whether trouble has lasted for `patience` or longer. */
  isHopeless(now: number): boolean {
    return this.#troubleSince !== undefined && now - this.#troubleSince >= patience;
  }

  #isNewTrouble(begunAt: number, now: number): boolean {
    this.#troubleSince ??= now;
    if (begunAt < this.#lastTroubleAt) return false;
    this.#lastTroubleAt = now;
    return true;
  }
}
