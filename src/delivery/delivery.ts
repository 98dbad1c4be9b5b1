// The inputs of a delivery, how it can end, and what its parts share while it runs.
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

/** What the API returned about one recipient. Personal data: only for --report. */
export interface ReportRow {
  readonly campaign: string;
  readonly row: number;
  readonly outcome: Outcome;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/** The terms on which a worker sends every run. */
export interface ShiftTerms {
  readonly vendor: Vendor;
  readonly sender: Sender;
  readonly clock: Clock;
  /** At least 0 and below 1. Spreads retries. */
  readonly random: () => number;
  /** Destroys sockets at once; requests under way become in doubt. Absent if the process itself ends then. */
  readonly abort?: AbortSignal;
  readonly listen: Listen;
  /** The maximum number of concurrent requests; 8 by default. A run starts with one. */
  readonly concurrency?: number;
  /** The maximum number of notifications to send. */
  readonly maxSends?: number;
  /** Called after the outcomes are committed; the run stops if it throws. */
  readonly report?: (rows: readonly ReportRow[]) => Promise<void>;
  /** No new claims from this time on (monotonic milliseconds), even if the process slept past it. */
  readonly deadline?: { readonly at: number; readonly why: string };
}

/** One job of a worker. */
export interface Sending extends ShiftTerms {
  /** The record of the run, in state running. */
  readonly run: RunRecord;
  readonly ledger: Pick<Ledger, 'claimAll' | 'settle' | 'block'>;
  readonly spool: Pick<Spool, 'open' | 'finish'>;
  /** No new claims; requests under way may settle for 6 s. A reason that is a string is reported as the cause. */
  readonly signal: AbortSignal;
  /** Keeps the last few accepted notifications, as controls when doubt is settled. */
  readonly knownAccepted: KnownAccepted;
  /** As in TakenChunks. */
  readonly waits?: boolean;
}

/** A run that this process sends alone. */
export interface Delivery extends ShiftTerms {
  /** The record of the run, in state running. */
  readonly run: RunRecord;
  readonly ledger: Ledger;
  readonly spool: Spool;
  /** As in Sending. */
  readonly signal: AbortSignal;
  /** For views; the ledger keeps the pace. */
  readonly requestsPerMinute: number;
  /** The index of the only campaign to send; all campaigns if absent. */
  readonly only?: number;
  /** Whether notifications that may not leave now wait in the run. Otherwise the run is stopped when nothing else is left. */
  readonly waits?: boolean;
  /** Settles doubt, so that notifications proved unsent are sent again. Absent if no delivery log is queried. */
  readonly settleDoubts?: SettleDoubts | undefined;
}

export type DeliveryEnd =
  | { readonly kind: 'finished' }
  /** Everything due is settled; the rest waits. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly why: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'shut_out'; readonly diagnostic: Diagnostic };

/** `findings` are warnings: the first rejections with their row, and problems with the delivery log. */
export type Delivered = DeliveryEnd & { readonly findings: readonly Diagnostic[] };

/** The state of sending that is under way. */
export interface SendState {
  readonly delivery: Sending;
  readonly halt: Halt;
  readonly gate: Gate;
  readonly breaker: Breaker;
  readonly ramp: Ramp;
  readonly foreign: ForeignAnswers;
  readonly settlements: Settlements;
  /** Destroys the sockets of requests under way. */
  readonly abort: AbortSignal;
  readonly findings: Diagnostic[];
  /** The requests of all jobs that share the ramp and the breaker. */
  readonly inFlight: InFlight;
  readonly allowance: Allowance;
  /** Called when only answers are left to wait for; again after something came back and was claimed again. */
  readonly allBegun: (() => void) | undefined;
}
