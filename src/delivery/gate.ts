// When the next request may begin, as far as this process knows: back-off after trouble, throttling, the pace.
import type { ExplainedError } from './stopping/explain-error.ts';
import type { WaitReason } from './run-event.ts';

/** How long to block the key for, and whether this is the first that is heard of a burst. */
export interface Block {
  readonly milliseconds: number;
  readonly isNew: boolean;
}

const firstBackOff = 500;
const longestBackOff = 60_000;
const firstThrottle = 5_000;
const longestThrottleGuess = 60_000;
const longestThrottle = 600_000;

/** How long nothing may get through before the run is stopped. */
export const patience = 15 * 60_000;

/** All times are monotonic milliseconds. Trouble is one thing for all requests: when the endpoint is away, it is away for each. */
export class Gate {
  readonly #random: () => number;
  #openAt = 0;
  #reason: WaitReason = 'pace';
  /** Trouble in a row, and since when. A burst of failures that began before the first of them was seen counts once. */
  #streak = 0;
  #throttles = 0;
  #troubleSince: number | undefined;
  #lastTroubleAt = Number.NEGATIVE_INFINITY;
  #lastError: ExplainedError | undefined;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Milliseconds until a request may begin and what is waited for; undefined when it may begin now. */
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

  /** What went wrong last; undefined when a request has got through since. */
  get lastError(): ExplainedError | undefined {
    return this.#lastError;
  }

  noteError(error: ExplainedError): void {
    this.#lastError = error;
  }

  /** A request got an answer that is no trouble. */
  gotThrough(): void {
    this.#lastError = undefined;
    this.#streak = 0;
    this.#throttles = 0;
    this.#troubleSince = undefined;
  }

  /** Full jitter: anything up to 0.5 s, doubling up to 60 s. `begunAt` is when the request that failed began. */
  backOff(begunAt: number, now: number): void {
    if (!this.#isNewTrouble(begunAt, now)) return;
    const ceiling = Math.min(longestBackOff, firstBackOff * 2 ** Math.min(this.#streak, 10));
    this.#streak++;
    this.hold(now, this.#random() * ceiling, 'retry');
  }

  /**
   * What the API asked for, at most 10 minutes; without a word from it 5 s, doubling to 60 s. Undefined when this burst has been
   * counted and asks for nothing of its own.
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

  /** Whether trouble has lasted longer than patience. */
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
