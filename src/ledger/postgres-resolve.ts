// Settles what is in doubt on PostgreSQL by somebody's word, and keeps whose word it was.
import type { Resolution } from '../delivery/ledger.ts';
import type { ChunkMac } from './chunk-mac.ts';
import type { Keep } from './chunks.ts';
import { reducePostgresUnlessBroken } from './postgres-chunks.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { chooseDecided, countPositions, outcomesAfter, type Decided, type DecisionRow } from './resolve.ts';
import { integer } from './row.ts';
import { withPosition } from './standing.ts';

/** As `resolveInTransaction`. Gives how many were settled. `at` is the wall clock in milliseconds. */
export async function resolveInPostgres(
  transaction: PostgresTransaction,
  mac: ChunkMac,
  run: number,
  resolution: Resolution,
  { at, keep }: { readonly at: number; readonly keep: Keep },
): Promise<number> {
  const requests = await transaction.all(
    'SELECT attempt, chunk, outcomes FROM req WHERE run = $1 AND doubts > 0 ORDER BY attempt FOR UPDATE',
    run,
  );
  const decided = chooseDecided(requests, resolution);
  if (decided.length === 0) return 0;
  const after = decided.map((request) => ({ ...request, outcomes: outcomesAfter(request, resolution.as) }));
  await writePostgresDecision(transaction, run, { ...resolution, at }, after, 1);
  for (const chunk of new Set(decided.map((request) => request.chunk))) {
    await reducePostgresUnlessBroken(transaction, mac, { run, number: chunk }, keep);
  }
  return countPositions(decided);
}

/** `outcomes` are those after it; of each position `doubts` were in doubt before: one, or none. */
export async function writePostgresDecision(
  transaction: PostgresTransaction,
  run: number,
  { at, who, reason, as }: DecisionRow,
  decided: readonly Decided[],
  doubts: 0 | 1,
): Promise<void> {
  const decision = await transaction.one(
    'INSERT INTO decision (run, at, who, reason, decided) VALUES ($1, $2, $3, $4, $5) RETURNING number',
    run,
    at,
    who,
    reason,
    as,
  );
  const attempts = decided.map(({ attempt }) => attempt);
  await transaction.run(
    `UPDATE req SET outcomes = decode(mine.outcomes, 'hex'), doubts = doubts - mine.settled
     FROM unnest($1::bigint[], $2::text[], $3::smallint[]) AS mine (attempt, outcomes, settled)
     WHERE req.attempt = mine.attempt`,
    attempts,
    decided.map(({ outcomes }) => Buffer.from(outcomes).toString('hex')),
    decided.map(({ positions }) => positions.length * doubts),
  );
  await transaction.run(
    'INSERT INTO decided (decision, attempt, positions) SELECT $1, * FROM unnest($2::bigint[], $3::integer[])',
    integer(decision, 'number'),
    attempts,
    decided.map(({ positions }) => positions.reduce(withPosition, 0)),
  );
}
