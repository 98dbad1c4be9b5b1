// Who of a batch may leave at this moment, as their campaign's times say: the others wait for the next opening, or get nothing in this run.
import { judgeAt } from '../plan/schedule/judge-time.ts';
import type { SendingTimes } from '../plan/schedule/sending-times.ts';
import type { Batch } from './backlog.ts';
import type { LeftOutAtClaim } from './ledger.ts';
import type { Sendable } from './spool.ts';

export interface JudgedBatch {
  /** Those who may leave, and those who get nothing. */
  readonly batch: Batch;
  /** By their index in it, who gets nothing. */
  readonly out: ReadonlyMap<number, LeftOutAtClaim>;
  /** They may leave later. */
  readonly held: readonly Sendable[];
  /** When the first of them may, milliseconds since 1970; infinite where nobody is held. */
  readonly until: number;
}

/** Of a campaign that says only from when on it is sent. */
const anyTime: SendingTimes = { quiet: [], blackouts: [] };
const nobody: ReadonlyMap<number, LeftOutAtClaim> = new Map();

export function judgeBatch(times: SendingTimes | undefined, batch: Batch, now: number): JudgedBatch {
  if (times === undefined && batch.notifications.every(({ when }) => when === undefined))
    return { batch, out: nobody, held: [], until: Number.POSITIVE_INFINITY };
  const held: Sendable[] = [];
  const going: Sendable[] = [];
  const out = new Map<number, LeftOutAtClaim>();
  let until = Number.POSITIVE_INFINITY;
  for (const notification of batch.notifications) {
    const { when } = notification;
    const verdict = when && judgeAt(times ?? anyTime, when.zone, when.due, now);
    if (verdict?.kind === 'held') {
      held.push(notification);
      until = Math.min(until, verdict.until);
      continue;
    }
    if (verdict?.kind === 'left') out.set(going.length, verdict.reason);
    going.push(notification);
  }
  return { batch: { ...batch, notifications: going }, out, held, until };
}
