// Settles requests: writes their outcomes, once, and gives their slots back.
import { countOf, formatCount } from '../../numbers.ts';
import type { Settlement } from '../../delivery/ledger.ts';
import { byteAt, bytes, fixedByteOf, hasReason, isInDoubt } from './outcome-bytes.ts';
import { byteFinder } from './reasons.ts';
import type { SlotRing } from '../pace/slot-ring.ts';
import { blob, integer, integerOrNull, textOrNull, type Row } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';

interface Settled {
  readonly outcomes: Uint8Array;
  readonly status: number | null;
  readonly error: string | null;
}

/**
 * Idempotent: only what is open or in doubt changes, so that a late answer still counts and nothing else is overwritten. Needs no hold on the ledger,
 * because the sender knows best what happened. `at` is the wall clock in milliseconds.
 */
export async function settle<In extends Sql>(
  sql: In,
  ring: SlotRing<In>,
  settlements: readonly Settlement[],
  at: number,
): Promise<void> {
  const requests = await sql.all(
    `SELECT attempt, outcomes, settled_at, slot, slot_generation, status, error
     FROM req WHERE attempt = ANY ($1::bigint[]) ORDER BY attempt FOR UPDATE`,
    [...new Set(settlements.map(({ attempt }) => attempt))],
  );
  const settled = new Map(requests.map((row) => [integer(row, 'attempt'), settledOf(row)]));
  const byteOf = byteFinder(sql);
  for (const settlement of settlements) {
    settled.set(settlement.attempt, await settleOne(settlement, settled.get(settlement.attempt), byteOf));
  }
  const open = requests.filter((row) => integerOrNull(row, 'settled_at') === null);
  await Promise.all([
    writeSettled(sql, settled, at),
    ring.giveBack(
      sql,
      open.map((row) => ({ number: integer(row, 'slot'), generation: integer(row, 'slot_generation') })),
    ),
  ]);
}

function settledOf(row: Row): Settled {
  return {
    outcomes: blob(row, 'outcomes'),
    status: integerOrNull(row, 'status'),
    error: textOrNull(row, 'error'),
  };
}

async function settleOne(
  { attempt, outcomes, status, error }: Settlement,
  kept: Settled | undefined,
  byteOf: ReturnType<typeof byteFinder>,
): Promise<Settled> {
  if (kept === undefined) throw new Error(`There is no attempt ${attempt} to settle.`);
  if (kept.outcomes.length !== outcomes.length) {
    throw new Error(
      `Attempt ${attempt} has ${countOf(kept.outcomes.length, 'notification')}, not ${formatCount(outcomes.length)}.`,
    );
  }
  const settled = Uint8Array.from(kept.outcomes);
  for (const [position, outcome] of outcomes.entries()) {
    if (!isInDoubt(byteAt(settled, position))) continue;
    settled[position] = hasReason(outcome) ? await byteOf(outcome) : fixedByteOf(outcome);
  }
  return { outcomes: settled, status: status ?? kept.status, error: error ?? kept.error };
}

async function writeSettled(sql: Sql, settled: ReadonlyMap<number, Settled>, at: number): Promise<void> {
  await sql.run(
    `UPDATE req SET outcomes = mine.outcomes, doubts = mine.doubts, settled_at = coalesce(settled_at, $1),
       status = mine.status, error = mine.error FROM rows($2) AS mine
     WHERE req.attempt = mine.attempt`,
    at,
    rowsOf(
      { attempt: 'integer', outcomes: 'bytes', doubts: 'integer', status: 'integer', error: 'text' },
      [...settled].map(([attempt, { outcomes, status, error }]) => [
        attempt,
        outcomes,
        outcomes.filter(isInDoubt).length,
        status,
        error,
      ]),
    ),
  );
}

/** Marks claims that nobody will settle as in doubt, because their process is dead or has given up: those of the run, or of one of its chunks. */
export async function doubtOpenClaims(sql: Sql, run: number, chunk: number | null = null): Promise<void> {
  // A settlement covers a whole request, so if its first position is open, all are.
  const open = await sql.all(
    `SELECT attempt, length(outcomes) AS size FROM req
     WHERE run = $1 AND chunk = coalesce($2, chunk) AND doubts > 0 AND substr(outcomes, 1, 1) = $3
     ORDER BY attempt FOR UPDATE`,
    run,
    chunk,
    Uint8Array.of(bytes.open),
  );
  await sql.run(
    'UPDATE req SET outcomes = mine.outcomes FROM rows($1) AS mine WHERE req.attempt = mine.attempt',
    rowsOf(
      { attempt: 'integer', outcomes: 'bytes' },
      open.map((row) => [integer(row, 'attempt'), new Uint8Array(integer(row, 'size')).fill(bytes.inDoubt)]),
    ),
  );
}
