// pushplan pause: makes a run send no more until it is resumed.
import { defineCommand } from './program/command.ts';
import { haltAndReport } from './runs/halt-runs.ts';
import { findPlace } from '../opening/find-place.ts';

export const pauseCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Works from any machine that reaches the ledger, while the run is under way elsewhere. Once it returns, no new request starts anywhere; the process that sent a request still settles it.',
  options: {},
  examples: [{ line: 'pushplan pause run_4k2m9x0c7bqd --env production', what: 'hold a run while you look into it' }],
  run: async (context, values, [id = '']) => {
    const begunAt = context.clock.monotonic();
    const place = await findPlace(context, values.env);
    return haltAndReport(context, place, { runs: [id], to: 'paused' }, values, begunAt);
  },
});
