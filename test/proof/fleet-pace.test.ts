// The pace of four workers with one key, on clocks on which the vendor's minute takes six seconds.
import { expect, test } from 'vitest';
import { startFastClock } from '../support/fast-clock.ts';
import { makeFleetTrial } from '../support/fleet-trial.ts';
import { workOn } from '../support/fleet-worker.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { UnrulyQueue } from '../support/unruly-queue.ts';

const limit = 120;
const factor = 10;
const recipients = 5_000;

test('four workers with jitter never exceed the limit in any minute, send to nobody twice and lose nobody', async () => {
  const { sender, server } = startFastClock(factor);
  await using postgres = await startPostgres();
  await using trial = await makeFleetTrial(postgres, {
    recipients,
    requestsPerMinute: limit,
    sandbox: { clock: server, latency: { sent: 900, none: 300, jitter: 800 } },
  });
  await trial.detach();
  await using queue = new UnrulyQueue('reorders');
  const begunAt = Date.now();
  const databaseTime = (milliseconds: number): number => begunAt + (milliseconds - begunAt) * factor;
  const terms = { queue, clock: sender, requestsPerMinute: limit, databaseTime };
  const stops = await Promise.all([1, 2, 3, 4].map((pid) => workOn(trial, { ...terms, pid })));
  expect(stops).toEqual([undefined, undefined, undefined, undefined]);
  const { window, breaches, deliveries, duplicates, requests } = trial.sandbox.stats();
  expect({ breaches, deliveries, duplicates }).toEqual({ breaches: 0, deliveries: recipients, duplicates: 0 });
  expect(window.highest).toBeLessThanOrEqual(limit);
  // More than two minutes, so that there are windows to exceed. The used share needs an idle machine: prove fleet-pace.
  expect(requests).toBeGreaterThan(2 * limit);
}, 600_000);
