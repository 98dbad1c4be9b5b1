// Time as delivery knows it. Injected, so that hours can pass in a test without waiting.

export interface Clock {
  /** Wall clock, milliseconds since 1970. For stamps and for slots that outlive the process. */
  now(): number;
  /** Never goes back, milliseconds. For durations. */
  monotonic(): number;
  /** Ends early, without throwing, when the signal fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
