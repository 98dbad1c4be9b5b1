// Opens rejections of a run on PostgreSQL again; as reopen.ts says.
import type { Reopening } from '../delivery/ledger.ts';
import type { Reason } from './outcome-bytes.ts';
import { byteOfPostgresReason, loadReasons } from './postgres-reasons.ts';
import { writePostgresDecision } from './postgres-resolve.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { codesOf, countPositions, rejectedIn, reopen } from './reopen.ts';
import type { Decided } from './resolve.ts';
import { integer } from './row.ts';

/** So many requests at a time: a run may have millions of them. */
const block = 10_000;

/** As `reopenInTransaction`. `at` is the wall clock in milliseconds. */
export async function reopenInPostgres(
  transaction: PostgresTransaction,
  run: number,
  reopening: Reopening,
  at: number,
): Promise<number> {
  const reasons = await loadReasons(transaction);
  const rejected = await findRejected(transaction, run, reasons);
  if (rejected.length === 0) return 0;
  const bytes = new Map<number, number>();
  for (const [byte, code] of codesOf(rejected, reasons)) {
    bytes.set(byte, await byteOfPostgresReason(transaction, 'reopened', code));
  }
  const reopened = rejected.map((request) => reopen(request, bytes));
  await writePostgresDecision(transaction, run, { ...reopening, as: 'reopened', at }, reopened, 0);
  return countPositions(rejected);
}

async function findRejected(
  transaction: PostgresTransaction,
  run: number,
  reasons: ReadonlyMap<number, Reason>,
): Promise<readonly Decided[]> {
  const rejected: Decided[] = [];
  for (let after = 0; ;) {
    const requests = await transaction.all(
      'SELECT attempt, chunk, outcomes FROM req WHERE run = $1 AND attempt > $2 ORDER BY attempt LIMIT $3 FOR UPDATE',
      run,
      after,
      block,
    );
    rejected.push(...requests.flatMap((request) => rejectedIn(request, reasons)));
    const last = requests.at(-1);
    if (last === undefined || requests.length < block) return rejected;
    after = integer(last, 'attempt');
  }
}
