// Records decisions by people, and who made them: what became of notifications in doubt, and which rejections and refusals are opened again.
import { isForGood } from '../../delivery/run-state.ts';
import type { RefusalOpening, Reopening, Resolution, RunState } from '../../delivery/ledger.ts';
import type { ChunkMac } from '../chunks/chunk-mac.ts';
import { reduceUnlessBroken, type Keep } from '../chunks/chunks.ts';
import { bytes, type Reason } from './outcome-bytes.ts';
import { blob, integer, type Row } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';
import { openedOfRun } from './opened.ts';
import { joinRequest, withPosition } from './standing.ts';
import { byteOfReason, readReasons } from './reasons.ts';

/** The bytes of one request that a decision is about. */
interface Decided {
  readonly attempt: number;
  readonly chunk: number;
  readonly outcomes: Uint8Array;
  readonly positions: readonly number[];
}

/** Who decided what, and when. */
interface Decision extends Reopening {
  readonly at: number;
  readonly as: Resolution['as'] | 'reopened';
}

/**
 * Returns how many were settled. A decision that affects nobody leaves no trace. `keep` says whether the run can still continue with those it did not
 * send to. `at` is the wall clock in milliseconds.
 */
export async function resolve(
  sql: Sql,
  mac: ChunkMac,
  run: number,
  resolution: Resolution,
  { at, keep }: { readonly at: number; readonly keep: Keep },
): Promise<number> {
  const requests = await sql.all(
    'SELECT attempt, chunk, outcomes FROM req WHERE run = $1 AND doubts > 0 ORDER BY attempt FOR UPDATE',
    run,
  );
  const decided = chooseDecided(requests, resolution);
  if (decided.length === 0) return 0;
  const after = decided.map((request) => ({ ...request, outcomes: outcomesAfter(request, resolution.as) }));
  await writeDecision(sql, run, { ...resolution, at }, after, 1);
  for (const chunk of new Set(decided.map((request) => request.chunk))) {
    await reduceUnlessBroken(sql, mac, { run, number: chunk }, keep);
  }
  return countPositions(decided);
}

function countPositions(decided: readonly Decided[]): number {
  return decided.reduce((count, { positions }) => count + positions.length, 0);
}

/** If a run has ended for good, people it did not send to are left to the next plan. */
export function keepOf(state: RunState): Keep {
  return isForGood(state) ? 'in_doubt' : 'unsettled';
}

/** Selects, from the requests with doubts, those that the resolution is about. */
function chooseDecided(requests: readonly Row[], { only }: Resolution): readonly Decided[] {
  const named = only && new Set(only.map(({ attempt, position }) => joinRequest(attempt, position)));
  return pick(requests, (byte, place) => byte === bytes.inDoubt && (named?.has(place) ?? true));
}

function outcomesAfter({ outcomes, positions }: Decided, as: Resolution['as']): Uint8Array {
  const byte = as === 'accepted' ? bytes.acceptedByDecision : bytes.notSentByDecision;
  return outcomes.map((kept, position) => (positions.includes(position) ? byte : kept));
}

/** Returns the requests with the positions that are meant, without those that have none. `place` is a number of `joinRequest`. */
function pick(requests: readonly Row[], isMeant: (byte: number, place: number) => boolean): readonly Decided[] {
  return requests.flatMap((request) => {
    const attempt = integer(request, 'attempt');
    const outcomes = blob(request, 'outcomes');
    const positions = [...outcomes].flatMap((byte, position) =>
      isMeant(byte, joinRequest(attempt, position)) ? [position] : [],
    );
    return positions.length === 0 ? [] : [{ attempt, chunk: integer(request, 'chunk'), outcomes, positions }];
  });
}

function lockRequests(sql: Sql, run: number): Promise<readonly Row[]> {
  return sql.all('SELECT attempt, chunk, outcomes FROM req WHERE run = $1 ORDER BY attempt FOR UPDATE', run);
}

/** Writes a decision. `outcomes` are those after the decision. `doubts` is 1 if the positions were in doubt before, otherwise 0. */
async function writeDecision(
  sql: Sql,
  run: number,
  { at, who, reason, as }: Decision,
  decided: readonly Decided[],
  doubts: 0 | 1,
): Promise<void> {
  const decision = await sql.one(
    'INSERT INTO decision (run, at, who, reason, decided) VALUES ($1, $2, $3, $4, $5) RETURNING number',
    run,
    at,
    who,
    reason,
    as,
  );
  await sql.run(
    `UPDATE req SET outcomes = mine.outcomes, doubts = doubts - mine.settled FROM rows($1) AS mine
     WHERE req.attempt = mine.attempt`,
    rowsOf(
      { attempt: 'integer', outcomes: 'bytes', settled: 'integer' },
      decided.map(({ attempt, outcomes, positions }) => [attempt, outcomes, positions.length * doubts]),
    ),
  );
  await sql.run(
    'INSERT INTO decided (decision, attempt, positions) SELECT $1, mine.attempt, mine.positions FROM rows($2) AS mine',
    integer(decision, 'number'),
    rowsOf(
      { attempt: 'integer', positions: 'integer' },
      decided.map(({ attempt, positions }) => [attempt, positions.reduce(withPosition, 0)]),
    ),
  );
}

/**
 * Opens the rejections of a run again: the next plan may send what was rejected, and the run's figures stay. Returns how many were opened. A decision
 * that affects nobody leaves no trace. `at` is the wall clock in milliseconds.
 */
export async function reopen(sql: Sql, run: number, reopening: Reopening, at: number): Promise<number> {
  const reasons = await readReasons(sql);
  const rejected = pick(await lockRequests(sql, run), (byte) => reasons.get(byte)?.kind === 'rejected');
  if (rejected.length === 0) return 0;
  const opened = new Map<number, number>();
  for (const [byte, code] of codesOf(rejected, reasons)) {
    opened.set(byte, await byteOfReason(sql, 'reopened', code));
  }
  const reopened = rejected.map((request) => reopenedOf(request, opened));
  await writeDecision(sql, run, { ...reopening, as: 'reopened', at }, reopened, 0);
  return countPositions(rejected);
}

/**
 * Opens the refusals of a run that have one reason: the next plan may try again, and the run's figures stay. Returns how many were opened, without
 * those that had been opened before. A decision that affects nobody leaves no trace.
 */
export async function openRefused(sql: Sql, run: number, opening: RefusalOpening, at: number): Promise<number> {
  const byte = await byteOfRefusal(sql, opening.of);
  if (byte === undefined) return 0;
  const requests = await lockRequests(sql, run);
  const opened = await openedOfRun(sql, run);
  const refused = pick(requests, (found, place) => found === byte && !opened.has(place));
  if (refused.length === 0) return 0;
  await writeDecision(sql, run, { ...opening, as: 'reopened', at }, refused, 0);
  return countPositions(refused);
}

async function byteOfRefusal(sql: Sql, reason: string): Promise<number | undefined> {
  const reasons = await readReasons(sql);
  return [...reasons].find(([, known]) => known.kind === 'refused' && known.reason === reason)?.[0];
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

/** Replaces bytes by `opened`, which maps the byte of a rejection to its new byte. */
function reopenedOf(request: Decided, opened: ReadonlyMap<number, number>): Decided {
  return { ...request, outcomes: request.outcomes.map((byte) => opened.get(byte) ?? byte) };
}
