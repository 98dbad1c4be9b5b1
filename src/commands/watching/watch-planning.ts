// Who watches while audiences are planned: a line that changes on a terminal, a line every 5 s elsewhere, on stderr. Of short work nothing is said.
import { isCi, type Context } from '../../opening/context.ts';
import type { WalkProgress } from '../../planning/walk-audience.ts';
import { formatPlanning, type PlanningState } from '../../view/planning-text.ts';
import { DrawnLine } from './drawn-line.ts';

const tellEvery = 5_000;
/** The line begins late, so that it does not flash by. */
const drawFrom = 500;
const drawEvery = 100;

/** Less than that is planned before there is something to say, on any machine. */
const leastBytes = 8_000_000;

const none: PlanningState = { campaign: '', bytes: 0, allBytes: undefined, rows: 0, took: 0 };

/** The clock is read where something was planned: there is no timer. */
export function watchPlanning({ clock, stderr, env }: Pick<Context, 'clock' | 'stderr' | 'env'>): WalkProgress {
  const line = new DrawnLine(stderr);
  const isDrawn = stderr.isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
  let due = clock.monotonic() + (isDrawn ? drawFrom : tellEvery);
  let state = none;
  let begunAt = 0;
  let isShown = false;
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
      if (now < due || begunBytes < leastBytes) return;
      due = now + (isDrawn ? drawEvery : tellEvery);
      isShown = isDrawn;
      if (isDrawn) line.draw(formatPlanning(state, stderr.columns - 1));
      else stderr.write(`${formatPlanning(state, Number.POSITIVE_INFINITY)}\n`);
    },
    end() {
      if (isShown) line.erase();
      isShown = false;
    },
  };
}
