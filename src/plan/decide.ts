// What is to be done with a notification, given what is known of its key.
import type { Known } from './history.ts';

export type Decision =
  | { readonly kind: 'send' | 'resend'; readonly generation: number }
  /** `earlier`: this very text was sent before the last one. Not known where payloads are not compared. */
  | { readonly kind: 'settled'; readonly earlier: boolean }
  | { readonly kind: 'in_doubt' };

export function isSend(decision: Decision): decision is Extract<Decision, { readonly kind: 'send' | 'resend' }> {
  return decision.kind === 'send' || decision.kind === 'resend';
}

export type Resend = 'never' | 'on_change';

/** Whether the decision needs the rendered payload; the others are made without rendering, which is what makes a re-plan fast. */
export function needsPayload(known: Known, resend: Resend): boolean {
  switch (known.kind) {
    case 'unknown':
      return true;
    case 'in_doubt':
      return false;
    case 'rejected':
      return !known.got || resend === 'on_change';
    case 'accepted':
    case 'refused':
      return resend === 'on_change';
  }
}

/** Short digests of what would be sent now. */
export interface Digests {
  /** Of this very payload, under the present key and the former one. */
  readonly same: readonly string[];
  /** Of the payload that differs only in how version 0.1.0 wrote its identifiers. */
  readonly rewritten?: string | undefined;
}

/** `digests` are undefined only where needsPayload says that they are not needed. */
export function decide(known: Known, resend: Resend, digests: Digests | undefined): Decision {
  switch (known.kind) {
    case 'unknown':
      return { kind: 'send', generation: known.generation };
    case 'in_doubt':
      return { kind: 'in_doubt' };
    case 'accepted':
    case 'refused':
    case 'rejected':
      return decideAgain(known, resend, digests);
  }
}

/** No text is sent to anybody twice, whatever was sent in between: an older job that is run again, or a revert, finds it sent. */
function decideAgain(
  known: Exclude<Known, { kind: 'unknown' | 'in_doubt' }>,
  resend: Resend,
  digests: Digests | undefined,
): Decision {
  const generation = known.generation + 1;
  const isOnlyRejected = known.kind === 'rejected' && !known.got;
  const place = digests === undefined ? -1 : findSent(known.digests, digests, isOnlyRejected);
  if (place !== -1) return { kind: 'settled', earlier: place > 0 };
  // Nobody got it: with another payload it is worth another try.
  if (isOnlyRejected) return { kind: 'send', generation };
  return resend === 'never' ? { kind: 'settled', earlier: false } : { kind: 'resend', generation };
}

function findSent(sent: readonly string[], { same, rewritten }: Digests, isOnlyRejected: boolean): number {
  // Identifiers that are written in another way make no other text, but may be what the API refused to read.
  return sent.findIndex((digest) => same.includes(digest) || (digest === rewritten && !isOnlyRejected));
}
