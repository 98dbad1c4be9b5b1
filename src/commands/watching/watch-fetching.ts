// Who watches while an audience is fetched: a line that changes on a terminal, a line every 5 s elsewhere, on stderr. Of short work nothing is said.
import { isCi, type Context } from '../../opening/context.ts';
import type { FetchProgress } from '../../sources/source.ts';
import { formatFetching, type FetchingState } from '../../view/fetching-text.ts';
import { DrawnLine } from './drawn-line.ts';

const tellEvery = 5_000;
/** The line begins late, so that it does not flash by. */
const drawFrom = 500;
const drawEvery = 100;

/** Of one campaign; disposing of it takes the line away. The clock is read when something has come: there is no timer. */
export function watchFetching(
  { clock, stderr, env }: Pick<Context, 'clock' | 'stderr' | 'env'>,
  campaign: string,
): FetchProgress & Disposable {
  const line = new DrawnLine(stderr);
  const isDrawn = stderr.isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
  const begun = clock.monotonic();
  let due = begun + (isDrawn ? drawFrom : tellEvery);
  let isShown = false;
  let state: FetchingState = { campaign, bytes: 0, allBytes: undefined, rows: 0, took: 0 };
  return {
    expect(allBytes) {
      state = { ...state, allBytes };
    },
    rows(count) {
      state = { ...state, rows: state.rows + count };
    },
    bytes(count) {
      const now = clock.monotonic();
      state = { ...state, bytes: state.bytes + count, took: now - begun };
      if (now < due) return;
      due = now + (isDrawn ? drawEvery : tellEvery);
      isShown = isDrawn;
      if (isDrawn) line.draw(formatFetching(state, stderr.columns - 1));
      else stderr.write(`${formatFetching(state, Number.POSITIVE_INFINITY)}\n`);
    },
    [Symbol.dispose]() {
      if (isShown) line.erase();
    },
  };
}
