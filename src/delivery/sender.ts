// The port of the sender: sends one request to the vendor's API and returns the meaning of its answer, independent of the vendor's formats.
import type { Diagnostic } from '../diagnostic.ts';
import type { WireEnvelope } from './envelope.ts';
import type { Outcome } from './outcome.ts';

/** A campaign's settings for its requests, which the vendor's room understands. */
export interface SendTerms {
  readonly async: boolean;
  readonly reportAttributes: readonly string[];
}

export interface Outgoing extends WireEnvelope {
  /** Unique to this notification, and the same for every try, also by another process. */
  readonly id: string;
}

export interface SendRequest {
  /** At least one, and at most as many as the vendor accepts. */
  readonly notifications: readonly Outgoing[];
  readonly terms: SendTerms;
  /**
   * Milliseconds from now. If no byte was written by then, none is, and the answer is `unsent` with `claimTooOld`. Absent if it may
   * start at any time.
   */
  readonly beginWithin?: number;
}

/** The error of a request that did not start in time. It shows nothing about the API. */
export const claimTooOld = 'claim_too_old';

export type Answer =
  /** The API took the request: one outcome per notification, in order. `attributes` are what it returned about each recipient. */
  | {
      readonly kind: 'settled';
      readonly status: number;
      readonly outcomes: readonly Outcome[];
      readonly attributes: readonly (Readonly<Record<string, unknown>> | null)[];
    }
  /** The API refused the whole request because of its content, with one of its own codes. Nobody received it. */
  | { readonly kind: 'unacceptable'; readonly status: number; readonly code: string; readonly message: string }
  /**
   * The whole request was refused (400, 413, 422), but not in the API's own format: by a proxy or a maintenance page. Nobody
   * received it. `code` and `excerpt` contain nothing of the request.
   */
  | { readonly kind: 'foreign'; readonly status: number; readonly code: string; readonly excerpt: string }
  /**
   * Refused for a reason that concerns every request: key, address, certificate, wrong endpoint, proxy. Nobody received it. `error`
   * is the name of the network error; absent if there was an answer.
   */
  | {
      readonly kind: 'shut_out';
      readonly status: number | null;
      readonly error?: string;
      readonly diagnostic: Diagnostic;
    }
  /** Too many requests. `retryAfter` is in milliseconds, null if the answer does not say. Nobody received it. */
  | { readonly kind: 'throttled'; readonly status: number; readonly retryAfter: number | null }
  /** No byte of this request was written. */
  | { readonly kind: 'unsent'; readonly error: string }
  /** It may have been received: there was no answer, an incomplete one, or one that proves nothing. */
  | { readonly kind: 'unclear'; readonly status: number | null; readonly error: string };

export interface Sender extends AsyncDisposable {
  /** Sends a request. Never throws for a network error. If `signal` fires, the socket is destroyed and the answer is unsent or unclear. */
  send(request: SendRequest, signal: AbortSignal): Promise<Answer>;
}
