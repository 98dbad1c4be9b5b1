// Opens rejections of a run again: the next plan may send what was rejected, and the run's figures stay.
import type { Reopening } from '../delivery/ledger.ts';
import type { Database } from './database.ts';
import { byteOfReason, readReasons, type Reason } from './outcome-bytes.ts';
import { countPositions, insertDecision, writeDecided, type Decided } from './resolve.ts';
import { blob, integer, type Row } from './row.ts';

/** Within the caller's transaction. Gives how many were opened; a decision about nobody leaves no trace. */
export function reopenInTransaction(database: Database, run: number, reopening: Reopening, at: number): number {
  const reasons = readReasons(database);
  const requests = database.iterate('SELECT attempt, chunk, outcomes FROM req WHERE run = ? ORDER BY attempt', run);
  const rejected = [...requests].flatMap((request) => rejectedIn(request, reasons));
  if (rejected.length === 0) return 0;
  const bytes = new Map(
    codesOf(rejected, reasons).map(([byte, code]) => [byte, byteOfReason(database, 'reopened', code)]),
  );
  const decision = insertDecision(database, run, { ...reopening, as: 'reopened', at });
  for (const request of rejected) writeDecided(database, decision, reopen(request, bytes), 0);
  return countPositions(rejected);
}

/** The request with its rejections, or nothing where it has none. */
export function rejectedIn(request: Row, reasons: ReadonlyMap<number, Reason>): readonly Decided[] {
  const outcomes = blob(request, 'outcomes');
  const positions = [...outcomes].flatMap((byte, position) =>
    reasons.get(byte)?.kind === 'rejected' ? [position] : [],
  );
  if (positions.length === 0) return [];
  return [{ attempt: integer(request, 'attempt'), chunk: integer(request, 'chunk'), outcomes, positions }];
}

/** The codes of these rejections, by their bytes. */
export function codesOf(
  rejected: readonly Decided[],
  reasons: ReadonlyMap<number, Reason>,
): readonly (readonly [byte: number, code: string])[] {
  const used = new Set(rejected.flatMap(({ outcomes }) => [...outcomes]));
  return [...reasons].flatMap(([byte, { kind, reason }]) =>
    kind === 'rejected' && used.has(byte) ? [[byte, reason] as const] : [],
  );
}

/** `bytes` gives what the byte of a rejection becomes. */
export function reopen(request: Decided, bytes: ReadonlyMap<number, number>): Decided {
  return { ...request, outcomes: request.outcomes.map((byte) => bytes.get(byte) ?? byte) };
}
