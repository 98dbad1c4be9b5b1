// What a delivery is given, how it can end, and what its parts share while it lasts.
import type { Diagnostic } from '../diagnostic.ts';
import type { Allowance } from './allowance.ts';
import type { Breaker } from './stopping/breaker.ts';
import type { Clock } from './clock.ts';
import type { SettleDoubts } from './close-run.ts';
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

/** What a worker sends every run with. */
export interface ShiftTerms {
  readonly vendor: Vendor;
  readonly sender: Sender;
  readonly clock: Clock;
  /** At least 0 and below 1; spreads retries. */
  readonly random: () => number;
  /** Sockets are destroyed at once; what was under way is in doubt. Absent where the process itself ends then. */
  readonly abort?: AbortSignal;
  readonly listen: Listen;
  /** Requests side by side at most; 8 when absent. It begins with one. */
  readonly concurrency?: number;
  /** Notifications that are sent at most. */
  readonly maxSends?: number;
  /** Called after the outcomes are committed; the run stops if it throws. */
  readonly report?: (rows: readonly ReportRow[]) => Promise<void>;
  /** No new claims from then on (monotonic milliseconds), also where the process slept over it. */
  readonly deadline?: { readonly at: number; readonly why: string };
}

/** One job of a worker. */
export interface Sending extends ShiftTerms {
  /** In state running. */
  readonly run: RunRecord;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
  /** No new claims; what is under way may settle for 6 s. A reason that is a string is said as the cause. */
  readonly signal: AbortSignal;
  /** Keeps the last few who were accepted, as controls when doubt is settled. */
  readonly knownAccepted: KnownAccepted;
  /** As in TakenChunks. */
  readonly waits?: boolean;
}

/** A run that this process sends by itself. */
export interface Delivery extends ShiftTerms {
  /** In state running. */
  readonly run: RunRecord;
  readonly ledger: Ledger;
  readonly spool: Spool;
  /** As in Sending. */
  readonly signal: AbortSignal;
  /** For views; the ledger keeps the pace. */
  readonly requestsPerMinute: number;
  /** Index of the one campaign that is sent; all when absent. */
  readonly only?: number;
  /** Who may not leave now waits in the run. Otherwise it is stopped where nobody else is left. */
  readonly waits?: boolean;
  /** Those who are proved unsent are sent to again. Absent where nobody is asked. */
  readonly settleDoubts?: SettleDoubts | undefined;
}

export type DeliveryEnd =
  | { readonly kind: 'finished' }
  /** All that was due is settled; the rest waits. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly why: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'shut_out'; readonly diagnostic: Diagnostic };

/** `findings` are warnings: the first rejections with their row, and what the delivery log did not say. */
export type Delivered = DeliveryEnd & { readonly findings: readonly Diagnostic[] };

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
  /** Of all jobs that share the ramp and the breaker. */
  readonly inFlight: InFlight;
  readonly allowance: Allowance;
  /** Called when only answers are left to wait for; again where something came back and was claimed again. */
  readonly allBegun: (() => void) | undefined;
}
