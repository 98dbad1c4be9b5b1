// Shows the progress while an audience is fetched.
import type { Context } from '../../opening/context.ts';
import type { FetchProgress } from '../../sources/source.ts';
import { formatFetching } from '../../view/fetching-text.ts';
import type { ReadingState } from '../../view/planning-text.ts';
import { TimedLine } from './timed-line.ts';

/** The progress of one campaign. Disposing of it removes the line. */
export function watchFetching(
  context: Pick<Context, 'clock' | 'stderr' | 'env'>,
  campaign: string,
): FetchProgress & Disposable {
  const { clock } = context;
  const line = new TimedLine(context);
  const begun = clock.monotonic();
  let state: ReadingState = { campaign, bytes: 0, allBytes: undefined, rows: 0, took: 0 };
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
      line.tell(now, (columns) => formatFetching(state, columns));
    },
    [Symbol.dispose]() {
      line.erase();
    },
  };
}
