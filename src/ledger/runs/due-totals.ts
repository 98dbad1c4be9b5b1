// Counts when the people of a run were due and when their requests left. Reads the run's chunks, whose rows outlast the notifications, and its
// requests.
import type { DueTotals } from '../../delivery/ledger.ts';
import { isClaimable } from '../claims/outcome-bytes.ts';
import { forgottenInDoubt } from '../lists/left-out.ts';
import { blob, integer, integerOrNull, text, type Row } from '../row.ts';
import type { Sql } from '../sql.ts';
import type { DroppedChunk } from './waiting.ts';

interface Time {
  readonly due: number | null;
  planned: number;
  left: number;
  firstLeft: number | null;
  lastLeft: number | null;
  readonly leftOut: Record<string, number>;
}

/** The tally of one run. Its requests are added one by one. Keeps nothing for a run in which everybody is due at once. */
export class DueTally {
  readonly #times = new Map<number, Map<number | null, Time>>();
  readonly #timeOf = new Map<number, Time>();
  readonly #dropped: ReadonlyMap<number, { readonly reason: string; left: number }>;

  private constructor(chunks: readonly Row[], leftOut: readonly Row[], dropped: readonly DroppedChunk[]) {
    for (const row of chunks) this.#addChunk(row);
    for (const row of leftOut) this.#leaveOut(integer(row, 'chunk'), text(row, 'reason'), integer(row, 'count'));
    this.#dropped = new Map(dropped.map(({ number, reason, size }) => [number, { reason, left: size }]));
  }

  static async of(sql: Sql, run: number, dropped: readonly DroppedChunk[]): Promise<DueTally> {
    const chunks = await sql.all(
      `SELECT number, position, size, due FROM chunk
       WHERE run = $1 AND position IN (SELECT position FROM chunk WHERE run = $1 AND due IS NOT NULL)
       ORDER BY position, due IS NOT NULL, due, number`,
      run,
    );
    if (chunks.length === 0) return new DueTally([], [], []);
    const leftOut = await sql.all(
      'SELECT chunk, reason, count(*) AS count FROM left_out WHERE run = $1 AND reason <> $2 GROUP BY chunk, reason ORDER BY chunk, reason',
      run,
      forgottenInDoubt,
    );
    return new DueTally(chunks, leftOut, dropped);
  }

  /** Adds a request. Requests must come in the order of their claims. */
  add(request: Row): void {
    const chunk = integer(request, 'chunk');
    const time = this.#timeOf.get(chunk);
    if (time === undefined) return;
    const left = blob(request, 'outcomes').filter((byte) => !isClaimable(byte)).length;
    if (left === 0) return;
    const at = integer(request, 'claimed_at');
    time.left += left;
    // The clock may have been set back between two claims.
    time.firstLeft = Math.min(time.firstLeft ?? at, at);
    time.lastLeft = Math.max(time.lastLeft ?? at, at);
    const dropped = this.#dropped.get(chunk);
    if (dropped !== undefined) dropped.left -= left;
  }

  /**
   * Returns the totals by the campaign's place in the run: first the people due at once, then the others, earliest first. Must be called once, after
   * all requests were added.
   */
  times(): ReadonlyMap<number, readonly DueTotals[]> {
    for (const [chunk, { reason, left }] of this.#dropped) this.#leaveOut(chunk, reason, left);
    return new Map([...this.#times].map(([position, times]) => [position, [...times.values()]]));
  }

  #addChunk(row: Row): void {
    const [position, due] = [integer(row, 'position'), integerOrNull(row, 'due')];
    const times = this.#times.get(position) ?? new Map<number | null, Time>();
    const none = { due, planned: 0, left: 0, firstLeft: null, lastLeft: null, leftOut: {} };
    const time = times.get(due) ?? none;
    time.planned += integer(row, 'size');
    this.#times.set(position, times.set(due, time));
    this.#timeOf.set(integer(row, 'number'), time);
  }

  #leaveOut(chunk: number, reason: string, count: number): void {
    const leftOut = this.#timeOf.get(chunk)?.leftOut;
    if (leftOut !== undefined) leftOut[reason] = (leftOut[reason] ?? 0) + count;
  }
}
