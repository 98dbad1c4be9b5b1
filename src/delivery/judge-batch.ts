// Decides which notifications of a batch may leave now by their campaign's times. The others wait for the next opening, or are left out of this run.
import { judgeAt } from '../plan/schedule/judge-time.ts';
import type { SendingTimes } from '../plan/schedule/sending-times.ts';
import type { Batch } from './backlog.ts';
import type { LeftOutAtClaim } from './ledger.ts';
import type { Sendable } from './spool.ts';

export interface JudgedBatch {
  /** The notifications that may leave, and those in `out`. */
  readonly batch: Batch;
  /** The notifications that are left out, by index in the batch, with the reason. */
  readonly out: ReadonlyMap<number, LeftOutAtClaim>;
  /** Notifications that may leave later. */
  readonly held: readonly Sendable[];
  /** When the first held notification may leave, milliseconds since 1970; infinite if none is held. */
  readonly until: number;
}

/** The times of a campaign that has only a start. */
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
