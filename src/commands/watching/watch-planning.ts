// Shows the progress while audiences are planned.
import type { Context } from '../../opening/context.ts';
import type { WalkProgress } from '../../planning/walk-audience.ts';
import { formatPlanning, type ReadingState } from '../../view/planning-text.ts';
import { TimedLine } from './timed-line.ts';

/** Bytes. Any machine plans fewer than these before there is anything to show. */
const leastBytes = 8_000_000;

const none: ReadingState = { campaign: '', bytes: 0, allBytes: undefined, rows: 0, took: 0 };

export function watchPlanning(context: Pick<Context, 'clock' | 'stderr' | 'env'>): WalkProgress {
  const { clock } = context;
  const line = new TimedLine(context);
  let state = none;
  let begunAt = 0;
  let begunBytes = 0;
  return {
    begin(campaign, allBytes) {
      begunBytes += allBytes ?? leastBytes;
      state = { ...none, campaign, allBytes };
      begunAt = clock.monotonic();
    },
    add(bytes, rows) {
      const now = clock.monotonic();
      state = { ...state, bytes: state.bytes + bytes, rows: state.rows + rows, took: now - begunAt };
      if (begunBytes >= leastBytes) line.tell(now, (columns) => formatPlanning(state, columns));
    },
    end() {
      line.erase();
    },
  };
}
