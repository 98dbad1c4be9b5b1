// pushplan pause: makes a run send no more until it is resumed.
import { defineCommand } from './program/command.ts';
import { haltAndReport } from './runs/halt-runs.ts';
import { findPlace } from '../opening/find-place.ts';

export const pauseCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Works from any machine that can reach the ledger, also while the run is under way on another one. When it returns, no new request starts anywhere; requests that have left are still settled by the process that sent them.',
  options: {},
  examples: [{ line: 'pushplan pause run_4k2m9x0c7bqd --env production', what: 'pause a run while you investigate' }],
  run: async (context, values, [id = '']) => {
    const begunAt = context.clock.monotonic();
    const place = await findPlace(context, values.env);
    return haltAndReport(context, place, { runs: [id], to: 'paused' }, values, begunAt);
  },
});
