// A rollout that workers send: they take chunks of a step after it has begun, and have nothing to do during a pause.
import { expect, test } from 'vitest';
import type { SharedMode } from '../../../src/delivery/jobs/fleet-ledger.ts';
import type { PostgresFleet } from '../../../src/ledger/postgres/postgres-fleet.ts';
import { accepted, newRun, planned, runCampaign } from '../../contract/world.ts';
import { startWorker, take } from '../../support/fleet-world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

const rollout = [{ upTo: 0.1, pause: 60_000 }, { upTo: 0.5, pause: null }, { upTo: 1 }];

/** Shares a run with two people in each step from `first` on, due at `due`, and one in another campaign who waits until `besideDue`, if given. */
async function share(
  world: PostgresWorld,
  mode: SharedMode,
  { first = 0, due, besideDue }: { readonly first?: number; readonly due?: number; readonly besideDue?: number } = {},
): Promise<string> {
  await using ledger = await world.open({ requestsPerMinute: 6_000 });
  const { id } = await ledger.startRun(newRun(runCampaign('sale', { rollout }), runCampaign('news')));
  const steps = [0, 0, 1, 1, 2, 2].filter((step) => step >= first);
  await ledger.append(
    id,
    0,
    steps.map((step, index) =>
      planned(`u${index}`, { step, row: index + 1, ...(due !== undefined && { until: due }) }),
    ),
  );
  if (besideDue !== undefined) await ledger.append(id, 1, [planned('v0', { until: besideDue })]);
  await ledger.share(id, 'seal-1', mode);
  return id;
}

async function sendChunk(world: PostgresWorld, worker: PostgresFleet, run: string, number: number): Promise<void> {
  const { campaign, ledger, spool } = await take(worker, run, number);
  const notifications = await spool.open(run, number);
  // Until there is a free slot.
  world.clock.pass(1_000);
  const [claimed] = await ledger.claimAll([{ run, chunk: number, campaign, notifications }]);
  if (claimed?.kind !== 'claimed') throw new Error(`it is ${claimed?.kind}`);
  const outcomes = notifications.map(() => accepted);
  await ledger.settle([{ attempt: claimed.attempt, outcomes, status: 200, error: null }]);
  await spool.finish(run, number);
}

const chunk = (run: string, number: number) => ({ kind: 'chunk', run, chunk: number, priority: 'normal' }) as const;

test('detached: later steps are not taken before their pause is over, whichever job comes; then they are found', async () => {
  await using world = await postgresWorld(server());
  const run = await share(world, 'detached');
  await using worker = await startWorker(world);
  expect(await worker.findJobs(10)).toEqual([chunk(run, 0)]);
  expect(await worker.takeChunks(run, 1)).toBeUndefined();
  await sendChunk(world, worker, run, 0);
  // The step has ended, which is a job.
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  const now = world.clock.now();
  const from = { step: 0, endedAt: null };
  expect(await worker.moveRollout(run, { campaign: 0, from, to: { step: 0, endedAt: now, until: now + 60_000 } })).toBe(
    true,
  );
  expect(await worker.pauseRun(run, 'after step 1')).toBe(false);
  {
    await using other = await world.open();
    const starting = other.startRun(newRun(runCampaign('sale')));
    await expect(starting).rejects.toMatchObject({ exitCode: 9, diagnostics: [{ code: 'PP433' }] });
  }
  expect(await worker.findJobs(10)).toEqual([]);
  expect(await worker.takeChunks(run, 1)).toBeUndefined();
  expect(await worker.finishRun(run)).toBe('goes_on');
  expect(await worker.reopenChunks(run)).toBe(0);
  world.clock.pass(60_000);
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  await worker.moveRollout(run, {
    campaign: 0,
    from: { step: 0, endedAt: now },
    to: { step: 1, endedAt: null, until: null },
  });
  expect(await worker.findJobs(10)).toEqual([chunk(run, 1)]);
  await sendChunk(world, worker, run, 1);
  const end = { step: 1, endedAt: world.clock.now(), until: null };
  await worker.moveRollout(run, { campaign: 0, from: { step: 1, endedAt: null }, to: end });
  world.clock.pass(1_000_000);
  expect(await worker.findJobs(10)).toEqual([]);
  await using control = await world.control();
  expect(await control?.endPauses(run, 'sale')).toEqual(['sale']);
  expect(await worker.findJobs(10)).toEqual([chunk(run, 2)]);
  await sendChunk(world, worker, run, 2);
  expect(await worker.finishRun(run)).toBe('finished');
});

test('led: the leader learns of a pause, and the run is paused for it', async () => {
  await using world = await postgresWorld(server());
  const run = await share(world, 'led');
  await using worker = await startWorker(world);
  await sendChunk(world, worker, run, 0);
  const end = { step: 0, endedAt: world.clock.now(), until: null };
  await worker.moveRollout(run, { campaign: 0, from: { step: 0, endedAt: null }, to: end });
  // So that nobody has to wait if a worker dies in between.
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  expect(await worker.pauseRun(run, 'after step 1')).toBe(true);
  expect(await worker.run(run)).toMatchObject({ state: 'paused', why: 'after step 1', haltedBy: null });
  expect(await worker.pauseRun(run, 'once more')).toBe(false);
  expect(await worker.findJobs(10)).toEqual([]);
});

test('if the first step has nobody in it, the job that begins the next step is there from the start', async () => {
  await using world = await postgresWorld(server());
  const run = await share(world, 'detached', { first: 1 });
  await using worker = await startWorker(world);
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  expect(await worker.rollouts(run)).toMatchObject([{ planned: [0, 2, 2], step: 0, open: 0, next: 1 }]);
});

test('a step whose people are not due waits with its run; during a pause, what is due is found, and there is nothing else to do', async () => {
  await using world = await postgresWorld(server());
  const hour = 3_600_000;
  const due = world.clock.now() + hour;
  const run = await share(world, 'detached', { due, besideDue: due + hour });
  await using worker = await startWorker(world);
  expect(await worker.run(run)).toMatchObject({ state: 'waiting', nextDue: due });
  expect(await worker.findJobs(10)).toEqual([]);
  world.clock.pass(hour);
  // The other steps are due too, but have not begun.
  expect(await worker.findJobs(10)).toEqual([chunk(run, 0)]);
  expect(await worker.takeChunks(run, 1)).toBeUndefined();
  expect(await worker.run(run)).toMatchObject({ state: 'waiting' });
  await sendChunk(world, worker, run, 0);
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  expect(await worker.finishRun(run)).toBe('goes_on');
  const end = { step: 0, endedAt: world.clock.now(), until: null };
  await worker.moveRollout(run, { campaign: 0, from: { step: 0, endedAt: null }, to: end });
  expect(await worker.findJobs(10)).toEqual([]);
  world.clock.pass(hour);
  expect(await worker.findJobs(10)).toEqual([chunk(run, 3)]);
  await sendChunk(world, worker, run, 3);
  expect(await worker.findJobs(10)).toEqual([]);
  await using control = await world.control();
  expect(await control?.endPauses(run, undefined)).toEqual(['sale']);
  expect(await worker.findJobs(10)).toEqual([chunk(run, 1)]);
});
