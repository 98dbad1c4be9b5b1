// Opens rejections of a run on PostgreSQL again; as reopen.ts says.
import type { Reopening } from '../delivery/ledger.ts';
import { byteOfPostgresReason, loadReasons } from './postgres-reasons.ts';
import { writePostgresDecision } from './postgres-resolve.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { codesOf, rejectedIn, reopen } from './reopen.ts';
import { countPositions } from './resolve.ts';

/** As `reopenInTransaction`. `at` is the wall clock in milliseconds. */
export async function reopenRejectedInPostgres(
  transaction: PostgresTransaction,
  run: number,
  reopening: Reopening,
  at: number,
): Promise<number> {
  const reasons = await loadReasons(transaction);
  const requests = await transaction.all(
    'SELECT attempt, chunk, outcomes FROM req WHERE run = $1 ORDER BY attempt FOR UPDATE',
    run,
  );
  const rejected = requests.flatMap((request) => rejectedIn(request, reasons));
  if (rejected.length === 0) return 0;
  const bytes = new Map<number, number>();
  for (const [byte, code] of codesOf(rejected, reasons)) {
    bytes.set(byte, await byteOfPostgresReason(transaction, 'reopened', code));
  }
  const reopened = rejected.map((request) => reopen(request, bytes));
  await writePostgresDecision(transaction, run, { ...reopening, as: 'reopened', at }, reopened, 0);
  return countPositions(rejected);
}
