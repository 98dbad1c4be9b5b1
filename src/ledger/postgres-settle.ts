// Settlements on PostgreSQL: outcomes are written once, and each slot comes back.
import type { Settlement } from '../delivery/ledger.ts';
import { byteAt, bytes, isInDoubt } from './outcome-bytes.ts';
import { byteOfOutcome } from './postgres-reasons.ts';
import type { PostgresRing } from './postgres-ring.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { blob, integer, integerOrNull, textOrNull, type Row } from './row.ts';

interface Settled {
  readonly outcomes: Uint8Array;
  readonly status: number | null;
  readonly error: string | null;
}

/**
 * Idempotent: only what is open or in doubt changes, so the late truth of a slow answer still counts and nothing else does. Needs
 * no hold: whoever sent knows best what came of it. `at` is the wall clock in milliseconds.
 */
export async function settleInPostgres(
  transaction: PostgresTransaction,
  ring: PostgresRing,
  settlements: readonly Settlement[],
  at: number,
): Promise<void> {
  const requests = await transaction.all(
    `SELECT attempt, outcomes, settled_at, slot, slot_generation, status, error
     FROM req WHERE attempt = ANY ($1::bigint[]) ORDER BY attempt FOR UPDATE`,
    [...new Set(settlements.map(({ attempt }) => attempt))],
  );
  const settled = new Map(requests.map((row) => [integer(row, 'attempt'), settledOf(row)]));
  for (const settlement of settlements) {
    settled.set(settlement.attempt, await settleOne(transaction, settlement, settled.get(settlement.attempt)));
  }
  await writeSettled(transaction, settled, at);
  const open = requests.filter((row) => integerOrNull(row, 'settled_at') === null);
  await ring.giveBack(
    transaction,
    open.map((row) => ({ number: integer(row, 'slot'), generation: integer(row, 'slot_generation') })),
  );
}

function settledOf(row: Row): Settled {
  return {
    outcomes: blob(row, 'outcomes'),
    status: integerOrNull(row, 'status'),
    error: textOrNull(row, 'error'),
  };
}

async function settleOne(
  transaction: PostgresTransaction,
  { attempt, outcomes, status, error }: Settlement,
  kept: Settled | undefined,
): Promise<Settled> {
  if (kept === undefined) throw new Error(`There is no attempt ${attempt} to settle.`);
  if (kept.outcomes.length !== outcomes.length) {
    throw new Error(`Attempt ${attempt} has ${kept.outcomes.length} notifications, not ${outcomes.length}.`);
  }
  const settled = Uint8Array.from(kept.outcomes);
  for (const [position, outcome] of outcomes.entries()) {
    if (isInDoubt(byteAt(settled, position))) settled[position] = await byteOfOutcome(transaction, outcome);
  }
  return { outcomes: settled, status: status ?? kept.status, error: error ?? kept.error };
}

async function writeSettled(
  transaction: PostgresTransaction,
  settled: ReadonlyMap<number, Settled>,
  at: number,
): Promise<void> {
  const all = [...settled.values()];
  await transaction.run(
    `UPDATE req SET outcomes = decode(mine.outcomes, 'hex'), doubts = mine.doubts,
       settled_at = coalesce(settled_at, $1), status = mine.status, error = mine.error
     FROM unnest($2::bigint[], $3::text[], $4::smallint[], $5::integer[], $6::text[])
       AS mine (attempt, outcomes, doubts, status, error)
     WHERE req.attempt = mine.attempt`,
    at,
    [...settled.keys()],
    all.map(({ outcomes }) => Buffer.from(outcomes).toString('hex')),
    all.map(({ outcomes }) => outcomes.filter(isInDoubt).length),
    all.map(({ status }) => status),
    all.map(({ error }) => error),
  );
}

/**
 * Claims that nobody will settle any more, since their process is dead or has given up, become in doubt: those of the run, or of
 * one of its chunks.
 */
export async function doubtOpenInPostgres(
  transaction: PostgresTransaction,
  run: number,
  chunk: number | null = null,
): Promise<void> {
  // A settlement is about all of a request, so where the first one is open all of them are.
  await transaction.run(
    `UPDATE req SET outcomes = decode(repeat($3, length(outcomes)), 'hex')
     WHERE run = $1 AND chunk = coalesce($4, chunk) AND doubts > 0 AND get_byte(outcomes, 0) = $2`,
    run,
    bytes.open,
    Buffer.of(bytes.inDoubt).toString('hex'),
    chunk,
  );
}
