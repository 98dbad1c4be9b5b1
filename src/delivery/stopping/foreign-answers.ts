// The foreign answers of a run (answers that are not the API's own): how many came in a row, and the notifications left unsent because of them.
import type { Verdict } from '../classify.ts';
import type { Spooled } from '../spool.ts';

/** This many in a row stop the run, if no answer in between shows that the API took a request. */
export const tooManyInARow = 3;

const rowsNamed = 20;

export type ForeignVerdict = Pick<Verdict, 'status' | 'error' | 'excerpt'>;

/** Notifications that a process set aside. They stay not sent, and it does not claim them again in this run. */
export interface SetAside {
  readonly count: number;
  /** The rows of the first of them, by campaign. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
  /** The last foreign answer. */
  readonly verdict: ForeignVerdict;
}

/** Notifications that a window, quiet hours or a blackout keep from leaving now. */
export interface HeldBack {
  readonly count: number;
  /** When the first of them may leave, milliseconds since 1970. */
  readonly until: number;
}

export class ForeignAnswers {
  readonly #aside = new Set<string>();
  readonly #rows = new Map<string, readonly number[]>();
  /** Chunks that contain a notification set aside or held back. `#left`: those of which this process has sent everything else. */
  readonly #holding = new Set<number>();
  readonly #left = new Set<number>();
  #inARow = 0;
  #held = { count: 0, until: Number.POSITIVE_INFINITY };
  #last: ForeignVerdict | undefined;

  /** While true, requests leave one at a time until the API takes one again: an early answer would show nothing about others under way. */
  get isSuspected(): boolean {
    return this.#inARow > 0;
  }

  get areTooMany(): boolean {
    return this.#inARow >= tooManyInARow;
  }

  get aside(): SetAside | undefined {
    const verdict = this.#last;
    return verdict && { count: this.#aside.size - this.#held.count, rows: this.#rows, verdict };
  }

  /** Chunks in which only notifications are left that this process set aside or held back. */
  get chunksLeft(): ReadonlySet<number> {
    return this.#left;
  }

  /** Records verdicts in the order in which they arrive. A report of the API shows that requests reach it, whatever its outcomes are. */
  record(verdict: Verdict): void {
    if (verdict.answer === 'settled') this.#inARow = 0;
    if (verdict.answer === 'foreign') this.#inARow++;
  }

  setAside(campaign: string, chunk: number, { key, row }: Spooled, verdict: ForeignVerdict): void {
    const named = this.#rows.get(campaign) ?? [];
    if (this.#aside.size < rowsNamed) this.#rows.set(campaign, [...named, row]);
    this.#aside.add(key);
    this.#holding.add(chunk);
    this.#last = verdict;
  }

  /** Keeps a notification from leaving before `until`, milliseconds since 1970. */
  holdBack(chunk: number, { key }: Spooled, until: number): void {
    this.#aside.add(key);
    this.#holding.add(chunk);
    this.#held = { count: this.#held.count + 1, until: Math.min(this.#held.until, until) };
  }

  /** Notifications that may leave later; undefined if there are none. */
  get held(): HeldBack | undefined {
    return this.#held.count === 0 ? undefined : this.#held;
  }

  isAside({ key }: Spooled): boolean {
    return this.#aside.has(key);
  }

  beginChunk(chunk: number): void {
    this.#left.delete(chunk);
  }

  /** Everything in the chunk that can be sent has been sent. */
  endChunk(chunk: number): void {
    if (this.#holding.has(chunk)) this.#left.add(chunk);
  }

  /** The chunks may contain other notifications by now. */
  reopenChunks(): void {
    this.#left.clear();
  }
}
