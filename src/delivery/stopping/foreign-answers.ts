// What a run remembers of answers that are not the API's own, how many came one after another, and of whom it leaves unsent.
import type { Verdict } from '../classify.ts';
import type { Spooled } from '../spool.ts';

/** In a row, with nothing between that the API took. */
export const tooManyInARow = 3;

const rowsNamed = 20;

export type ForeignVerdict = Pick<Verdict, 'status' | 'error' | 'excerpt'>;

/** Whom a process set aside: they stay not sent, and it does not claim them again in the run. */
export interface SetAside {
  readonly count: number;
  /** The first of them, by campaign. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
  /** The last answer of that kind. */
  readonly verdict: ForeignVerdict;
}

/** Whom their window, quiet hours or a blackout keep from leaving now. */
export interface HeldBack {
  readonly count: number;
  /** When the first of them may leave, milliseconds since 1970. */
  readonly until: number;
}

export class ForeignAnswers {
  readonly #aside = new Set<string>();
  readonly #rows = new Map<string, readonly number[]>();
  /** Chunks that hold one of them; those of which this process has sent all else. */
  readonly #holding = new Set<number>();
  readonly #left = new Set<number>();
  #inARow = 0;
  #held = { count: 0, until: Number.POSITIVE_INFINITY };
  #last: ForeignVerdict | undefined;

  /** Until the API takes a request again they leave one by one: of several side by side an early answer says nothing of the others. */
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

  /** Chunks in which nobody is left but whom this process set aside. */
  get chunksLeft(): ReadonlySet<number> {
    return this.#left;
  }

  /** In the order in which they come. A report of the API shows that the way there is open, whatever it says of people. */
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

  /** They may not leave before `until`, milliseconds since 1970. */
  holdBack(chunk: number, { key }: Spooled, until: number): void {
    this.#aside.add(key);
    this.#holding.add(chunk);
    this.#held = { count: this.#held.count + 1, until: Math.min(this.#held.until, until) };
  }

  /** Those who may leave later. */
  get held(): HeldBack | undefined {
    return this.#held.count === 0 ? undefined : this.#held;
  }

  isAside({ key }: Spooled): boolean {
    return this.#aside.has(key);
  }

  beginChunk(chunk: number): void {
    this.#left.delete(chunk);
  }

  /** All that can be sent of it has been. */
  endChunk(chunk: number): void {
    if (this.#holding.has(chunk)) this.#left.add(chunk);
  }

  /** They may hold other notifications by now. */
  reopenChunks(): void {
    this.#left.clear();
  }
}
