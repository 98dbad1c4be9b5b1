// Maps outcomes to the bytes that the ledger stores for them.
import type { Outcome } from '../../delivery/outcome.ts';
import { DamagedLedger } from '../row.ts';

/** From `reasons` on, a byte stands for a row of the table `reason`. */
export const bytes = {
  open: 0,
  accepted: 1,
  inDoubt: 2,
  notSent: 3,
  repeated: 4,
  acceptedByDecision: 5,
  notSentByDecision: 6,
  /** Rejected for a reason that has no byte of its own, and opened again by somebody, so that it may be sent again. */
  reopenedOther: 7,
  reasons: 16,
} as const;

/** These two bytes are reserved for reasons that come when all other bytes are taken. */
export const otherRefused = 254;
const otherRejected = 255;

export function otherByteOf(kind: 'refused' | 'rejected'): number {
  return kind === 'refused' ? otherRefused : otherRejected;
}

/** Tells whether an outcome counts as rejected in its run, but as never sent for the next plan. */
export function isReopened(reasons: ReadonlyMap<number, Reason>, byte: number): boolean {
  return byte === bytes.reopenedOther || reasons.get(byte)?.kind === 'reopened';
}

/** Tells whether a notification was claimed and its outcome is not known: it may have been received. */
export function isInDoubt(byte: number): boolean {
  return byte === bytes.open || byte === bytes.inDoubt;
}

/** Tells whether a new attempt may claim the notification: the last one failed, or it is sent again on purpose. */
export function isClaimable(byte: number): boolean {
  return byte === bytes.notSent || byte === bytes.repeated || byte === bytes.notSentByDecision;
}

export function byteAt(outcomes: Uint8Array, position: number): number {
  const byte = outcomes[position];
  if (byte === undefined) throw new DamagedLedger(`a request has no position ${position}`);
  return byte;
}

export type WithReason = Extract<Outcome, { readonly kind: 'refused' | 'rejected' }>;

export function hasReason(outcome: Outcome): outcome is WithReason {
  return outcome.kind === 'refused' || outcome.kind === 'rejected';
}

export function fixedByteOf({ kind }: Exclude<Outcome, WithReason>): number {
  switch (kind) {
    case 'accepted':
      return bytes.accepted;
    case 'in_doubt':
      return bytes.inDoubt;
    case 'not_sent':
      return bytes.notSent;
    case 'repeated':
      return bytes.repeated;
  }
}

export function outcomeOf(reasons: ReadonlyMap<number, Reason>, byte: number): Outcome {
  if (isInDoubt(byte)) return { kind: 'in_doubt' };
  if (byte === bytes.repeated) return { kind: 'repeated' };
  if (isClaimable(byte)) return { kind: 'not_sent' };
  if (byte === bytes.accepted || byte === bytes.acceptedByDecision) return { kind: 'accepted' };
  const { kind, reason } = reasonOf(reasons, byte);
  return kind === 'refused' ? { kind, reason } : { kind: 'rejected', code: reason };
}

export interface Reason {
  /** `reopened` means: was rejected for this reason, and opened again. */
  readonly kind: 'refused' | 'rejected' | 'reopened';
  readonly reason: string;
}

export function reasonOf(reasons: ReadonlyMap<number, Reason>, byte: number): Reason {
  if (byte === bytes.reopenedOther) return { kind: 'reopened', reason: 'other' };
  const reason = reasons.get(byte);
  if (reason === undefined) throw new DamagedLedger(`no reason is kept for the outcome ${byte}`);
  return reason;
}
