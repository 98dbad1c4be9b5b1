// Tests that merging the states of parts, in order, gives the same result as folding all rows at once.
import fc from 'fast-check';
import { expect } from 'vitest';
import './property-seed.ts';
import { tries } from './property-tries.ts';

interface Mergeable<State> {
  state(): State;
  merge(other: State): void;
}

interface Folding<Row, State, Fold extends Mergeable<State>> {
  readonly start: () => Fold;
  /** Returns the fold of later rows in the same thread. By default, a fold that knows nothing of the earlier ones. */
  readonly next?: (fold: Fold) => Fold;
  readonly look: (fold: Fold, row: Row, index: number) => void;
  /** Returns everything that the fold found. */
  readonly tell: (fold: Fold) => unknown;
}

/** Tries parts of any size (also empty ones), a fold that continues after a merge, and states that come from one or several threads. */
export function expectMerging<Row, State, Fold extends Mergeable<State>>(
  row: fc.Arbitrary<Row>,
  folding: Folding<Row, State, Fold>,
): void {
  const { start, next = start, look, tell } = folding;
  const divided = fc.record({
    rows: fc.array(row, { maxLength: 80, size: 'max' }),
    cuts: fc.array(fc.nat(80), { maxLength: 5 }),
    merged: fc.nat(5),
    threads: fc.array(fc.nat(1), { minLength: 5, maxLength: 5 }),
  });
  fc.assert(
    fc.property(divided, ({ rows, cuts, merged, threads }) => {
      const whole = start();
      for (const [index, one] of rows.entries()) look(whole, one, index);

      const ends = [...cuts.map((cut) => Math.min(cut, rows.length)), rows.length].toSorted((a, b) => a - b);
      const joined = start();
      const before = new Map<number | undefined, Fold>();
      const foldIn = (thread: number | undefined): Fold => {
        const last = before.get(thread);
        const fold = last === undefined ? start() : next(last);
        before.set(thread, fold);
        return fold;
      };
      let from = 0;
      for (const [part, end] of ends.entries()) {
        const fold = part < merged ? foldIn(threads[part]) : joined;
        for (const [index, one] of rows.slice(from, end).entries()) look(fold, one, from + index);
        if (fold !== joined) joined.merge(structuredClone(fold.state()));
        from = end;
      }
      expect(tell(joined)).toEqual(tell(whole));
    }),
    { numRuns: tries(100) },
  );
}
