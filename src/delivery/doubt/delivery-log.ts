// The port of the delivery log: where the vendor can tell afterwards whether a push was sent to somebody.
import type { Identity } from '../envelope.ts';

/** Who is asked about, and when: wall clock, milliseconds. */
export interface LogQuery {
  readonly identities: readonly Identity[];
  readonly from: number;
  readonly to: number;
}

/** One push in a recipient's history. */
export interface LoggedPush {
  /** Equal to the envelope's where it may be that notification. */
  readonly evidence: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export type LogAnswer =
  | { readonly kind: 'seen'; readonly pushes: readonly LoggedPush[] }
  /** The log could not be asked, or its answer makes no sense. */
  | { readonly kind: 'silent'; readonly error: string };

export interface DeliveryLog extends AsyncDisposable {
  /** The pushes that a recipient got in that time. */
  ask(query: LogQuery, signal: AbortSignal): Promise<LogAnswer>;
}
