// The port of the delivery log: the vendor's record of pushes, which can tell afterwards whether a push was sent to a person.
import type { Identity } from '../envelope.ts';

/** The person to look up, and the time range: wall clock, milliseconds. */
export interface LogQuery {
  readonly identities: readonly Identity[];
  readonly from: number;
  readonly to: number;
}

/** One push in a recipient's history. */
export interface LoggedPush {
  /** Equal to the envelope's evidence if it may be the same notification. */
  readonly evidence: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export type LogAnswer =
  | { readonly kind: 'seen'; readonly pushes: readonly LoggedPush[] }
  /** The log could not be asked, or its answer makes no sense. */
  | { readonly kind: 'silent'; readonly error: string };

export interface DeliveryLog extends AsyncDisposable {
  /** Returns the pushes that a recipient got in that time. */
  ask(query: LogQuery, signal: AbortSignal): Promise<LogAnswer>;
}
