// Replaces sockets after a short pause: one that was idle for longer may be dead at the other end without notice.
import type { Dispatcher } from 'undici';
import type { Clock } from '../delivery/clock.ts';

/** Milliseconds without a request: a wait for the pace or the breaker, a suspended machine, or a frozen process. */
export const longestIdle = 2_000;

export class FreshSockets implements AsyncDisposable {
  readonly #open: () => Dispatcher;
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
  /** Dispatchers that still have a request under way, or are being closed. */
  readonly #retired = new Set<Dispatcher>();
  #current: Dispatcher;
  #usedAt: { readonly now: number; readonly monotonic: number };

  constructor(open: () => Dispatcher, clock: Pick<Clock, 'now' | 'monotonic'>) {
    this.#open = open;
    this.#clock = clock;
    this.#current = open();
    this.#usedAt = this.#read();
  }

  /** Returns the dispatcher for a request that starts now. */
  take(): Dispatcher {
    if (this.#wasIdle()) {
      this.#retire(this.#current);
      this.#current = this.#open();
    }
    this.noteUse();
    return this.#current;
  }

  /** Call it also when a request ends: its socket was in use until then. */
  noteUse(): void {
    this.#usedAt = this.#read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#current, ...this.#retired].map((dispatcher) => dispatcher.destroy()));
  }

  /** Compares both clocks, since the monotonic one may stop while the machine sleeps. */
  #wasIdle(): boolean {
    const { now, monotonic } = this.#read();
    return Math.max(Math.abs(now - this.#usedAt.now), monotonic - this.#usedAt.monotonic) > longestIdle;
  }

  #read(): { readonly now: number; readonly monotonic: number } {
    return { now: this.#clock.now(), monotonic: this.#clock.monotonic() };
  }

  /** Closes idle sockets at once, others after their request has ended. */
  #retire(dispatcher: Dispatcher): void {
    this.#retired.add(dispatcher);
    const forget = (): boolean => this.#retired.delete(dispatcher);
    void dispatcher.close().then(forget, forget);
  }
}
