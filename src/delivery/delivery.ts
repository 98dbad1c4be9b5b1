// What a delivery is given, how it can end, and what its parts share while it lasts.
import type { Diagnostic } from '../diagnostic.ts';
import type { Breaker } from './stopping/breaker.ts';
import type { Clock } from './clock.ts';
import type { KnownAccepted } from './doubt/known-accepted.ts';
import type { InFlight } from './in-flight.ts';
import type { ForeignAnswers } from './stopping/foreign-answers.ts';
import type { Gate } from './gate.ts';
import type { Halt } from './stopping/halt.ts';
import type { Ledger, RunRecord } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import type { Ramp } from './ramp.ts';
import type { Listen } from './run-event.ts';
import type { Sender } from './sender.ts';
import type { Settlements } from './doubt/settlements.ts';
import type { Spool } from './spool.ts';
import type { Vendor } from './vendor.ts';

/** What the API said of one recipient. Personal data: for --report alone. */
export interface ReportRow {
  readonly campaign: string;
  readonly row: number;
  readonly outcome: Outcome;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/** What sending takes, of a whole run or of one of its chunks. */
export interface Sending {
  /** In state running. */
  readonly run: RunRecord;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
  readonly vendor: Vendor;
  readonly sender: Sender;
  readonly clock: Clock;
  /** At least 0 and below 1; spreads retries. */
  readonly random: () => number;
  /** No new claims; what is under way may settle for 6 s. A reason that is a string is said as the cause. */
  readonly signal: AbortSignal;
  /** Sockets are destroyed at once; what was under way is in doubt. */
  readonly abort: AbortSignal;
  readonly listen: Listen;
  /** Notifications that this delivery sends at most. */
  readonly maxSends?: number;
  /** Called after the outcomes are committed; the run stops if it throws. */
  readonly report?: (rows: readonly ReportRow[]) => Promise<void>;
  /** No new claims from then on (monotonic milliseconds), as after `signal`. */
  readonly deadline?: { readonly at: number; readonly why: string };
  /** Keeps the last few who were accepted, for settleDoubts. */
  readonly knownAccepted?: KnownAccepted;
}

export interface Delivery extends Sending {
  readonly ledger: Ledger;
  readonly spool: Spool;
  /** For views; the ledger keeps the pace. */
  readonly requestsPerMinute: number;
  /** Index of the one campaign that is sent; all when absent. */
  readonly only?: number;
  /** Requests side by side at most; 8 when absent. A run begins with one. */
  readonly concurrency?: number;
  /**
   * Called when everything has been sent: settles what is in doubt as far as it can be told, and gives how many were surely
   * not sent. Those are sent again.
   */
  readonly settleDoubts?: (signal: AbortSignal) => Promise<number>;
}

/** `findings` are the first rejections, as warnings with their row. */
export type DeliveryEnd = { readonly findings: readonly Diagnostic[] } & (
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped'; readonly why: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'shut_out'; readonly diagnostic: Diagnostic }
);

/** Sending under way. */
export interface SendState {
  readonly delivery: Sending;
  readonly halt: Halt;
  readonly gate: Gate;
  readonly breaker: Breaker;
  readonly ramp: Ramp;
  readonly foreign: ForeignAnswers;
  readonly settlements: Settlements;
  /** Destroys the sockets of what is under way. */
  readonly abort: AbortSignal;
  readonly findings: Diagnostic[];
  /** Of all deliveries that share the ramp and the breaker. */
  readonly inFlight: InFlight;
  /** Notifications that may still be sent. */
  allowance: number;
}
