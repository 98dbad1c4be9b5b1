// The clock of delivery. It is injected, so that tests can let hours pass without waiting.

export interface Clock {
  /** Wall clock, milliseconds since 1970. For timestamps and for slots that outlive the process. */
  now(): number;
  /** Milliseconds that never go back. For durations. */
  monotonic(): number;
  /** Resolves early, without throwing, when the signal fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
