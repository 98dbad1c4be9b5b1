// How long a run still takes: as long as the limit asks for, until there is evidence of how fast it really goes.

/** How fast notifications are settled: an average in which older ones count less and less. */
export interface Speed {
  /** Milliseconds that the average looks back. */
  readonly span: number;
  /** Settled in that time. At the start, as many as the limit allows. */
  readonly recent: number;
  /** Of the last settlement, or of the start; monotonic milliseconds. */
  readonly at: number;
}

const leastSpan = 30_000;
/** A low limit needs a longer look back, or single requests make the figure jump. */
const leastRequests = 10;
/** Of the span. A longer silence is an outage or a pause: it happened, but says little about what is still to come. */
const longestGap = 1 / 3;

/** Before anything is known, it goes as fast as the limit allows, with full requests. */
export function startSpeed(requestsPerMinute: number, mostInRequest: number, now: number): Speed {
  const slot = 60_000 / requestsPerMinute;
  const span = Math.max(leastSpan, leastRequests * slot);
  return { span, recent: (mostInRequest * span) / slot, at: now };
}

export function noteSettled({ span, recent, at }: Speed, count: number, now: number): Speed {
  const gap = Math.min(now - at, span * longestGap);
  return { span, recent: recent * Math.exp(-gap / span) + count, at: now };
}

/** Seconds; null when nothing was settled for so long that nothing can be told. */
export function secondsFor(left: number, { span, recent, at }: Speed, now: number): number | null {
  if (now - at > span) return null;
  return Math.ceil((left * span) / recent / 1000);
}
