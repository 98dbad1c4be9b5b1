// An outcome as the byte that the ledger keeps for it.
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
  /** Rejected once, for a reason that has no byte of its own, and may be sent again since somebody said so. */
  reopenedOther: 7,
  reasons: 16,
} as const;

/** Kept for reasons that come when all other bytes are taken. */
export const otherRefused = 254;
const otherRejected = 255;

export function otherByteOf(kind: 'refused' | 'rejected'): number {
  return kind === 'refused' ? otherRefused : otherRejected;
}

/** Rejected as far as its run goes; for the next plan it is as if it had never been sent. */
export function isReopened(reasons: ReadonlyMap<number, Reason>, byte: number): boolean {
  return byte === bytes.reopenedOther || reasons.get(byte)?.kind === 'reopened';
}

/** Claimed, and nothing is known of it yet: it may have been received. */
export function isInDoubt(byte: number): boolean {
  return byte === bytes.open || byte === bytes.inDoubt;
}

/** Came to nothing, or is sent again on purpose: may be claimed by a new attempt. */
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
  /** `reopened` are those that were rejected for this reason. */
  readonly kind: 'refused' | 'rejected' | 'reopened';
  readonly reason: string;
}

export function reasonOf(reasons: ReadonlyMap<number, Reason>, byte: number): Reason {
  if (byte === bytes.reopenedOther) return { kind: 'reopened', reason: 'other' };
  const reason = reasons.get(byte);
  if (reason === undefined) throw new DamagedLedger(`no reason is kept for the outcome ${byte}`);
  return reason;
}
