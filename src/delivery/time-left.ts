// Estimates the time left of a run: by its limit, until there is evidence of its actual speed.

/** How fast notifications are settled: an average with decreasing weight for older ones. */
export interface Speed {
  /** Milliseconds that the average covers. */
  readonly span: number;
  /** Notifications settled in that time. At the start, as many as the limit allows. */
  readonly recent: number;
  /** Monotonic milliseconds of the last settlement, or of the start. */
  readonly at: number;
}

const leastSpan = 30_000;
/** A low limit needs a longer span; otherwise single requests make the estimate jump. */
const leastRequests = 10;
/** The longest gap that counts, as a share of the span. A longer silence is an outage or a pause, and says little about the rest of the run. */
const longestGap = 1 / 3;

/** Assumes full requests at the limit, until more is known. */
export function startSpeed(requestsPerMinute: number, mostInRequest: number, now: number): Speed {
  const slot = 60_000 / requestsPerMinute;
  const span = Math.max(leastSpan, leastRequests * slot);
  return { span, recent: (mostInRequest * span) / slot, at: now };
}

export function noteSettled({ span, recent, at }: Speed, count: number, now: number): Speed {
  const gap = Math.min(now - at, span * longestGap);
  return { span, recent: recent * Math.exp(-gap / span) + count, at: now };
}

/** Returns seconds; null if nothing was settled for so long that an estimate is impossible. */
export function secondsFor(left: number, { span, recent, at }: Speed, now: number): number | null {
  if (now - at > span) return null;
  return Math.ceil((left * span) / recent / 1000);
}
