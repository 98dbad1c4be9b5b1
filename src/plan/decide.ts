// Decides what to do with a notification, given what is known of its key.
import type { Resend } from '../campaign/campaign.ts';
import { usualRetry, type RetryRules } from '../campaign/schedule/retry-rules.ts';
import type { Known } from './history.ts';
import { mayRetry, type PastRefusal } from './may-retry.ts';

export type Decision =
  | SendDecision
  /** To be sent, but not before `until`, in milliseconds since 1970. */
  | {
      readonly kind: 'deferred';
      readonly generation: number;
      readonly until: number;
      readonly zone: string;
    }
  /**
   * `earlier`: this exact text was sent before the last one. Unknown if payloads are not compared. `isLater`: only the time prevents sending it now.
   */
  | { readonly kind: 'settled'; readonly earlier: boolean; readonly isLater?: true }
  | { readonly kind: 'in_doubt' };

/** To be sent now. `retry` means that it was refused and may be tried again. */
export interface SendDecision {
  readonly kind: 'send' | 'resend' | 'retry';
  readonly generation: number;
}

/** The rules that say when somebody may be sent to again. */
export interface AgainRules {
  readonly resend: Resend;
  readonly retry: RetryRules;
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
}

/** The rules of the campaign alone, for use without a clock: no refusal is tried again. */
export function timelessRules({ resend }: { readonly resend: Resend }): AgainRules {
  return { resend, retry: usualRetry, now: 0 };
}

export function isSending(decision: Decision): decision is SendDecision {
  return decision.kind === 'send' || decision.kind === 'resend' || decision.kind === 'retry';
}

/** Whether a review covers it as something to be sent, now or later. */
export function isPlanned({ kind }: Decision): boolean {
  return kind !== 'settled' && kind !== 'in_doubt';
}

/** Whether somebody who accepted a notification may get another text of it, or the same text later. */
export function comparesTexts({ resend }: AgainRules): boolean {
  return resend !== 'never';
}

/** Whether the decision needs the rendered payload. The other decisions are made without rendering, which makes planning again fast. */
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
  /** The digests of this exact payload, under the present key and the former key. */
  readonly same: readonly string[];
  /** The digest of the payload that differs only in the way in which version 0.1.0 wrote its identifiers. */
  readonly rewritten?: string | undefined;
}

/** `digests` may be undefined only if needsPayload() returns false. */
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

/** Never sends the same text to the same key twice, whatever was sent in between: an old job that runs again, or a revert, finds it already sent. */
function decideAgain(known: Settled, rules: AgainRules, digests: Digests | undefined): Decision {
  const generation = known.generation + 1;
  const retry = retryOf(known, rules);
  if (retry === 'now' && !hasGot(known, digests)) return { kind: 'retry', generation };
  const isOnlyRejected = known.kind === 'rejected' && !known.got;
  if (typeof rules.resend === 'object' && !isOnlyRejected)
    return resendAfter(known, rules.resend.after, rules.now, retry === 'later');
  const place = digests === undefined ? -1 : findSent(known.digests, digests, isOnlyRejected);
  if (place !== -1) return settled(place > 0, retry === 'later');
  // Nobody received the rejected notification, so another payload is worth a try.
  if (isOnlyRejected) return { kind: 'send', generation };
  if (rules.resend === 'never') return settled(false, retry === 'later');
  return { kind: 'resend', generation };
}

function hasGot({ refusal }: Settled, digests: Digests | undefined): boolean {
  return refusal?.got.some((sent) => digests?.same.includes(sent) === true) === true;
}

/** Compares only times, not texts. If the time of acceptance is unknown, the notification is never sent again. */
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
  // Identifiers in another spelling do not make another text, but the spelling may be the reason why the API rejected it.
  return sent.findIndex((digest) => same.includes(digest) || (digest === rewritten && !isOnlyRejected));
}
