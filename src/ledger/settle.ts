// Writes what became of a request: its outcomes, and its slot back.
import type { Settlement } from '../delivery/ledger.ts';
import type { Database } from './database.ts';
import { byteAt, byteOf, bytes, isInDoubt } from './outcome-bytes.ts';
import { blob, integer, integerOrNull } from './row.ts';
import type { SlotRing } from './slot-ring.ts';

/**
 * Within the caller's transaction. Idempotent: only what is open or in doubt changes, so the late truth of a slow answer still
 * counts and nothing else does. `at` is the wall clock in milliseconds.
 */
export function settleInTransaction(database: Database, ring: SlotRing, settlement: Settlement, at: number): void {
  const { attempt, outcomes, status, error } = settlement;
  const request = database.get(
    'SELECT outcomes, settled_at, slot, slot_generation FROM req WHERE attempt = ?',
    attempt,
  );
  if (request === undefined) throw new Error(`There is no attempt ${attempt} to settle.`);
  const kept = blob(request, 'outcomes');
  if (kept.length !== outcomes.length) {
    throw new Error(`Attempt ${attempt} has ${kept.length} notifications, not ${outcomes.length}.`);
  }
  const settled = outcomes.map((outcome, position) => {
    const byte = byteAt(kept, position);
    return isInDoubt(byte) ? byteOf(database, outcome) : byte;
  });
  database.run(
    `UPDATE req SET outcomes = ?, doubts = ?, settled_at = coalesce(settled_at, ?),
       status = coalesce(?, status), error = coalesce(?, error) WHERE attempt = ?`,
    Uint8Array.from(settled),
    settled.filter(isInDoubt).length,
    at,
    status,
    error,
    attempt,
  );
  if (integerOrNull(request, 'settled_at') !== null) return;
  ring.giveBack({ number: integer(request, 'slot'), generation: integer(request, 'slot_generation') });
}

/** Claims that nobody will settle any more, since their process is dead or has given up, become in doubt. */
export function doubtOpenClaims(database: Database, run: number): void {
  for (const request of database.all('SELECT attempt, outcomes FROM req WHERE run = ? AND doubts > 0', run)) {
    const outcomes = blob(request, 'outcomes').map((byte) => (byte === bytes.open ? bytes.inDoubt : byte));
    database.run('UPDATE req SET outcomes = ? WHERE attempt = ?', outcomes, integer(request, 'attempt'));
  }
}
