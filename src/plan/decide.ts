// What is to be done with a notification, given what is known of its key.
import type { Resend } from '../campaign/campaign.ts';
import { usualRetry, type RetryRules } from '../campaign/schedule/retry-rules.ts';
import type { Known } from './history.ts';
import { mayRetry, type PastRefusal } from './may-retry.ts';

export type Decision =
  | SendDecision
  /** To be sent, but not before `until`, milliseconds since 1970. */
  | {
      readonly kind: 'deferred';
      readonly generation: number;
      readonly until: number;
      readonly zone: string;
    }
  /**
   * `earlier`: this very text was sent before the last one. Not known where payloads are not compared. `isLater`: only time is in the
   * way of sending it.
   */
  | { readonly kind: 'settled'; readonly earlier: boolean; readonly isLater?: true }
  | { readonly kind: 'in_doubt' };

/** To be sent now; `retry` is what was refused and may be tried again. */
export interface SendDecision {
  readonly kind: 'send' | 'resend' | 'retry';
  readonly generation: number;
}

/** When somebody may be sent to again. */
export interface AgainRules {
  readonly resend: Resend;
  readonly retry: RetryRules;
  /** When the plan is made, milliseconds since 1970. */
  readonly now: number;
}

/** What a campaign alone says, where nobody says what time it is: no refusal is tried again. */
export function timelessRules({ resend }: { readonly resend: Resend }): AgainRules {
  return { resend, retry: usualRetry, now: 0 };
}

export function isSending(decision: Decision): decision is SendDecision {
  return decision.kind === 'send' || decision.kind === 'resend' || decision.kind === 'retry';
}

/** What was reviewed as to be sent, now or later. */
export function isPlanned({ kind }: Decision): boolean {
  return kind !== 'settled' && kind !== 'in_doubt';
}

/** Whether somebody who accepted a notification may get another text of it, or the same one later. */
export function comparesTexts({ resend }: AgainRules): boolean {
  return resend !== 'never';
}

/** Whether the decision needs the rendered payload; the others are made without rendering, which is what makes a re-plan fast. */
export function needsPayload(known: Known, rules: AgainRules): boolean {
  switch (known.kind) {
    case 'unknown':
      return true;
    case 'in_doubt':
      return false;
    case 'rejected':
      return !known.got || comparesTexts(rules);
    case 'accepted':
    case 'refused':
      return comparesTexts(rules) || retryOf(known, rules) !== 'no';
  }
}

/** Short digests of what would be sent now. */
export interface Digests {
  /** Digests of this very payload, under the present key and the former one. */
  readonly same: readonly string[];
  /** The digest of the payload that differs only in how version 0.1.0 wrote its identifiers. */
  readonly rewritten?: string | undefined;
}

/** `digests` are undefined only where needsPayload says that they are not needed. */
export function decide(known: Known, rules: AgainRules, digests: Digests | undefined): Decision {
  switch (known.kind) {
    case 'unknown':
      return { kind: 'send', generation: known.generation };
    case 'in_doubt':
      return { kind: 'in_doubt' };
    case 'accepted':
    case 'refused':
    case 'rejected':
      return decideAgain(known, rules, digests);
  }
}

type Settled = Exclude<Known, { kind: 'unknown' | 'in_doubt' }>;

/** No text is sent to anybody twice, whatever was sent in between: an older job that is run again, or a revert, finds it sent. */
function decideAgain(known: Settled, rules: AgainRules, digests: Digests | undefined): Decision {
  const generation = known.generation + 1;
  const retry = retryOf(known, rules);
  if (retry === 'now' && !hasGot(known, digests)) return { kind: 'retry', generation };
  const isOnlyRejected = known.kind === 'rejected' && !known.got;
  if (typeof rules.resend === 'object' && !isOnlyRejected)
    return resendAfter(known, rules.resend.after, rules.now, retry === 'later');
  const place = digests === undefined ? -1 : findSent(known.digests, digests, isOnlyRejected);
  if (place !== -1) return settled(place > 0, retry === 'later');
  // Nobody got it: with another payload it is worth another try.
  if (isOnlyRejected) return { kind: 'send', generation };
  if (rules.resend === 'never') return settled(false, retry === 'later');
  return { kind: 'resend', generation };
}

function hasGot({ refusal }: Settled, digests: Digests | undefined): boolean {
  return refusal?.got.some((sent) => digests?.same.includes(sent) === true) === true;
}

/** Whatever the text. Where nobody says when it was accepted, it is never over. */
function resendAfter(known: Settled, after: number, now: number, isRetriedLater: boolean): Decision {
  const { acceptedAt } = known;
  if (acceptedAt === undefined) return settled(false, isRetriedLater);
  if (now >= acceptedAt + after) return { kind: 'resend', generation: known.generation + 1 };
  return settled(false, true);
}

function retryOf({ refusal }: { readonly refusal?: PastRefusal }, { retry, now }: AgainRules): 'now' | 'later' | 'no' {
  return refusal === undefined ? 'no' : mayRetry(refusal, retry, now);
}

function settled(earlier: boolean, isLater: boolean): Decision {
  return { kind: 'settled', earlier, ...(isLater && { isLater }) };
}

function findSent(sent: readonly string[], { same, rewritten }: Digests, isOnlyRejected: boolean): number {
  // Identifiers that are written in another way make no other text, but may be what the API refused to read.
  return sent.findIndex((digest) => same.includes(digest) || (digest === rewritten && !isOnlyRejected));
}
