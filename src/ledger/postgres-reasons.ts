// The reasons of refusals and rejections on PostgreSQL: each gets a byte when it comes for the first time.
import type { Outcome } from '../delivery/outcome.ts';
import { bytes, fixedByteOf, otherByteOf, otherRefused, readReason, type Reason } from './outcome-bytes.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer } from './row.ts';

export async function loadReasons(transaction: PostgresTransaction): Promise<ReadonlyMap<number, Reason>> {
  const rows = await transaction.all('SELECT byte, kind, reason FROM reason');
  return new Map(rows.map((row) => [integer(row, 'byte'), readReason(row)]));
}

/** May write: two that meet the same new reason come one after the other. */
export async function byteOfOutcome(transaction: PostgresTransaction, outcome: Outcome): Promise<number> {
  if (outcome.kind === 'refused') return byteOfPostgresReason(transaction, outcome.kind, outcome.reason);
  if (outcome.kind === 'rejected') return byteOfPostgresReason(transaction, outcome.kind, outcome.code);
  return fixedByteOf(outcome);
}

export async function byteOfPostgresReason(
  transaction: PostgresTransaction,
  kind: Reason['kind'],
  reason: string,
): Promise<number> {
  const known = await findByte(transaction, kind, reason);
  if (known !== undefined) return known;
  // To lock the table takes more rights than those who send should have.
  await transaction.run("SELECT pg_advisory_xact_lock(hashtextextended('pushplan reason ' || current_schema(), 0))");
  const since = await findByte(transaction, kind, reason);
  if (since !== undefined) return since;
  const { next } = await transaction.one(
    'SELECT coalesce(max(byte), $1::smallint - 1) + 1 AS next FROM reason WHERE byte < $2::smallint',
    bytes.reasons,
    otherRefused,
  );
  const byte = Number(next);
  if (byte < otherRefused) return keepReason(transaction, byte, kind, reason);
  if (reason !== 'other') return byteOfPostgresReason(transaction, kind, 'other');
  if (kind === 'reopened') return bytes.reopenedOther;
  return keepReason(transaction, otherByteOf(kind), kind, reason);
}

async function findByte(
  transaction: PostgresTransaction,
  kind: Reason['kind'],
  reason: string,
): Promise<number | undefined> {
  const row = await transaction.get('SELECT byte FROM reason WHERE kind = $1 AND reason = $2', kind, reason);
  return row === undefined ? undefined : integer(row, 'byte');
}

async function keepReason(
  transaction: PostgresTransaction,
  byte: number,
  kind: Reason['kind'],
  reason: string,
): Promise<number> {
  await transaction.run('INSERT INTO reason (byte, kind, reason) VALUES ($1, $2, $3)', byte, kind, reason);
  return byte;
}
