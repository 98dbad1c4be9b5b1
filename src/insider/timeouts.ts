// The timeouts of a request.

/** Milliseconds. Long on purpose: a request that is given up too early becomes in doubt. */
export interface Timeouts {
  readonly connect: number;
  readonly headers: number;
  /** Between two parts of the body. */
  readonly body: number;
  readonly total: number;
}

/** A slot of the pace also stays taken for `total` by a request that is never settled. */
export const defaultTimeouts: Timeouts = { connect: 10_000, headers: 120_000, body: 30_000, total: 180_000 };
