// Opens rejections of a run again: the next plan may send what was rejected, and the run's figures stay.
import type { Reopening } from '../delivery/ledger.ts';
import type { Reason } from './outcome-bytes.ts';
import { byteOfReason, readReasons } from './reasons.ts';
import { countPositions, writeDecision, type Decided } from './resolve.ts';
import { blob, integer, type Row } from './row.ts';
import type { Sql } from './sql.ts';

/** Gives how many were opened; a decision about nobody leaves no trace. `at` is the wall clock in milliseconds. */
export async function reopen(sql: Sql, run: number, reopening: Reopening, at: number): Promise<number> {
  const reasons = await readReasons(sql);
  const requests = await sql.all(
    'SELECT attempt, chunk, outcomes FROM req WHERE run = $1 ORDER BY attempt FOR UPDATE',
    run,
  );
  const rejected = requests.flatMap((request) => rejectedIn(request, reasons));
  if (rejected.length === 0) return 0;
  const bytes = new Map<number, number>();
  for (const [byte, code] of codesOf(rejected, reasons)) {
    bytes.set(byte, await byteOfReason(sql, 'reopened', code));
  }
  const reopened = rejected.map((request) => reopenedOf(request, bytes));
  await writeDecision(sql, run, { ...reopening, as: 'reopened', at }, reopened, 0);
  return countPositions(rejected);
}

/** The request with its rejections, or nothing where it has none. */
function rejectedIn(request: Row, reasons: ReadonlyMap<number, Reason>): readonly Decided[] {
  const outcomes = blob(request, 'outcomes');
  const positions = [...outcomes].flatMap((byte, position) =>
    reasons.get(byte)?.kind === 'rejected' ? [position] : [],
  );
  if (positions.length === 0) return [];
  return [{ attempt: integer(request, 'attempt'), chunk: integer(request, 'chunk'), outcomes, positions }];
}

/** The codes of these rejections, by their bytes. */
function codesOf(
  rejected: readonly Decided[],
  reasons: ReadonlyMap<number, Reason>,
): readonly (readonly [byte: number, code: string])[] {
  const used = new Set(rejected.flatMap(({ outcomes }) => [...outcomes]));
  return [...reasons].flatMap(([byte, { kind, reason }]) =>
    kind === 'rejected' && used.has(byte) ? [[byte, reason] as const] : [],
  );
}

/** `bytes` gives what the byte of a rejection becomes. */
function reopenedOf(request: Decided, bytes: ReadonlyMap<number, number>): Decided {
  return { ...request, outcomes: request.outcomes.map((byte) => bytes.get(byte) ?? byte) };
}
