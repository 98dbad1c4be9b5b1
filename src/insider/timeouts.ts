// How long the parts of a request may take.

/** Milliseconds. Long on purpose: impatience makes doubt. */
export interface Timeouts {
  readonly connect: number;
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly body: number;
  readonly total: number;
}

/** `total` is also how long a slot of the pace stays taken by a request that nobody settles. */
export const defaultTimeouts: Timeouts = { connect: 10_000, headers: 120_000, body: 30_000, total: 180_000 };
