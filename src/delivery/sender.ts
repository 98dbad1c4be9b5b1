// The port of the sender: one request to the vendor's API and what its answer means, already without the vendor's shapes.
import type { Diagnostic } from '../diagnostic.ts';
import type { WireEnvelope } from './envelope.ts';
import type { Outcome } from './outcome.ts';

/** How a campaign wants its requests: its own settings, which the vendor's room understands. */
export interface SendTerms {
  readonly async: boolean;
  readonly reportAttributes: readonly string[];
}

export interface Outgoing extends WireEnvelope {
  /** The same whenever this notification is tried again, also by another process, and nobody else's. */
  readonly id: string;
}

export interface SendRequest {
  /** As many as the vendor takes at most, and at least one. */
  readonly notifications: readonly Outgoing[];
  readonly terms: SendTerms;
  /** Milliseconds from now on. No byte of it is written later: then the answer is `unsent` with `claimTooOld`. Absent where it may begin at any time. */
  readonly beginWithin?: number;
}

/** The error of a request that was not begun in time: it says nothing of the API. */
export const claimTooOld = 'claim_too_old';

export type Answer =
  /** The API took the request: one outcome per notification, in order. `attributes` are what it said of each recipient. */
  | {
      readonly kind: 'settled';
      readonly status: number;
      readonly outcomes: readonly Outcome[];
      readonly attributes: readonly (Readonly<Record<string, unknown>> | null)[];
    }
  /** The API refused the whole request because of what is in it, with one of its own codes: nobody got it. */
  | { readonly kind: 'unacceptable'; readonly status: number; readonly code: string; readonly message: string }
  /**
   * The whole request was refused (400, 413, 422), but not in the API's own words: by a proxy, or a page of maintenance. Nobody
   * got it. `code` and `excerpt` hold nothing of the request.
   */
  | { readonly kind: 'foreign'; readonly status: number; readonly code: string; readonly excerpt: string }
  /**
   * Refused for a reason that no other request can change: key, address, certificate, wrong endpoint, proxy. Nobody got it.
   * `error` is the name of what went wrong on the wire; without it there was an answer.
   */
  | {
      readonly kind: 'shut_out';
      readonly status: number | null;
      readonly error?: string;
      readonly diagnostic: Diagnostic;
    }
  /** Too fast. `retryAfter` in milliseconds where the answer says it. Nobody got it. */
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAfter: number | null }
  /** No byte of this request was written. */
  | { readonly kind: 'unsent'; readonly error: string }
  /** It may have been received: no answer, half an answer, or one that proves nothing. */
  | { readonly kind: 'unclear'; readonly status: number | null; readonly error: string };

export interface Sender extends AsyncDisposable {
  /** Never throws for what happens on the wire. When `signal` fires the socket is destroyed and the answer is unsent or unclear. */
  send(request: SendRequest, signal: AbortSignal): Promise<Answer>;
}
