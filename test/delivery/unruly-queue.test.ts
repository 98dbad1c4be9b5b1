// A queue only suggests who works on what: with a faulty one, nobody is lost or gets a notification twice.
import { test } from 'vitest';
import { makeFleetTrial } from '../support/fleet-trial.ts';
import { workOn } from '../support/fleet-worker.ts';
import { realClock } from '../support/real-clock.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { manners, UnrulyQueue } from '../support/unruly-queue.ts';

const server = sharePostgresDatabase();

const requestsPerMinute = 3_000;

test.concurrent.for(manners)('a queue that %s jobs: everybody is reached once', async (manner, { expect }) => {
  const latency = { sent: 60, none: 60, jitter: 40 };
  await using trial = await makeFleetTrial(server(), { recipients: 1_600, requestsPerMinute, sandbox: { latency } });
  const run = await trial.detach();
  await using queue = new UnrulyQueue(manner);
  // The jobs that were added with the run are in a queue that nobody reads. Workers find the jobs themselves.
  const crew = [1, 2, 3].map((pid) => workOn(trial, { queue, clock: realClock, requestsPerMinute, pid }));
  expect(await Promise.all(crew)).toEqual([undefined, undefined, undefined]);
  expect(queue.mischief).toBeGreaterThanOrEqual(3);
  await using reader = await trial.look();
  expect(await reader.run(run)).toMatchObject({ state: 'finished' });
  expect(await trial.reached()).toEqual(trial.campaigns[0]?.keys.toSorted());
  const known = await trial.knownOfAll();
  expect(new Set(known.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
});
