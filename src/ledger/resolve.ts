// Settles what is in doubt by somebody's word, and keeps whose word it was.
import type { Reopening, Resolution, RunState } from '../delivery/ledger.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { reduceUnlessBroken, type Keep } from './chunks.ts';
import type { Database } from './database.ts';
import { bytes } from './outcome-bytes.ts';
import { blob, integer, type Row } from './row.ts';
import { isForGood } from './run-states.ts';
import { withPosition } from './standing.ts';

/** The bytes of one request that a decision is about. */
export interface Decided {
  readonly attempt: number;
  readonly chunk: number;
  readonly outcomes: Uint8Array;
  readonly positions: readonly number[];
}

/** Whose word it is, and on what. */
export interface DecisionRow extends Reopening {
  readonly at: number;
  readonly as: Resolution['as'] | 'reopened';
}

/**
 * Within the caller's transaction. Gives how many were settled; a decision about nobody leaves no trace. `keep` says whether the
 * run can still go on with whom was not sent to. `at` is the wall clock in milliseconds.
 */
export function resolveInTransaction(
  database: Database,
  mac: ChunkMac,
  run: number,
  resolution: Resolution,
  { at, keep }: { readonly at: number; readonly keep: Keep },
): number {
  const decided = findDecided(database, run, resolution);
  if (decided.length === 0) return 0;
  const decision = insertDecision(database, run, { ...resolution, at });
  for (const request of decided) {
    writeDecided(
      database,
      decision,
      { ...request, outcomes: outcomesAfter(request, resolution.as) },
      request.positions.length,
    );
  }
  for (const chunk of new Set(decided.map((request) => request.chunk))) {
    reduceUnlessBroken(database, mac, run, chunk, keep);
  }
  return countPositions(decided);
}

export function countPositions(decided: readonly Decided[]): number {
  return decided.reduce((count, { positions }) => count + positions.length, 0);
}

/** A run that has ended for good leaves whom it did not send to to the next plan. */
export function keepOf(state: RunState): Keep {
  return isForGood(state) ? 'in_doubt' : 'unsettled';
}

function findDecided(database: Database, run: number, resolution: Resolution): readonly Decided[] {
  const sql = 'SELECT attempt, chunk, outcomes FROM req WHERE run = ? AND doubts > 0 ORDER BY attempt';
  return chooseDecided(database.all(sql, run), resolution);
}

/** Of requests with doubts, those that the resolution is about. */
export function chooseDecided(requests: readonly Row[], { only }: Resolution): readonly Decided[] {
  const named = only === undefined ? undefined : new Set(only.map(({ attempt, position }) => `${attempt}:${position}`));
  return requests
    .map((request) => decidedOf(request, (name) => named?.has(name) ?? true))
    .filter(({ positions }) => positions.length > 0);
}

/** The outcomes of a request after a decision. */
export function outcomesAfter({ outcomes, positions }: Decided, as: Resolution['as']): Uint8Array {
  const byte = as === 'accepted' ? bytes.acceptedByDecision : bytes.notSentByDecision;
  return outcomes.map((kept, position) => (positions.includes(position) ? byte : kept));
}

function decidedOf(request: Row, isNamed: (name: string) => boolean): Decided {
  const attempt = integer(request, 'attempt');
  const outcomes = blob(request, 'outcomes');
  const positions = [...outcomes.keys()].filter(
    (position) => outcomes[position] === bytes.inDoubt && isNamed(`${attempt}:${position}`),
  );
  return { attempt, chunk: integer(request, 'chunk'), outcomes, positions };
}

/** Gives its number. */
export function insertDecision(database: Database, run: number, { at, who, reason, as }: DecisionRow): number {
  const decision = database.one(
    'INSERT INTO decision (run, at, who, reason, decided) VALUES (?, ?, ?, ?, ?) RETURNING number',
    run,
    at,
    who,
    reason,
    as,
  );
  return integer(decision, 'number');
}

/** `outcomes` are those after it; `doubts` is how many of them were in doubt before. */
export function writeDecided(
  database: Database,
  decision: number,
  { attempt, positions, outcomes }: Omit<Decided, 'chunk'>,
  doubts: number,
): void {
  database.run('UPDATE req SET outcomes = ?, doubts = doubts - ? WHERE attempt = ?', outcomes, doubts, attempt);
  database.run(
    'INSERT INTO decided (decision, attempt, positions) VALUES (?, ?, ?)',
    decision,
    attempt,
    positions.reduce(withPosition, 0),
  );
}
