// A detached run that waits: workers of a later time find it when its chunks are due, and it waits again in between.
import { expect, test } from 'vitest';
import { accepted, newRun, planned, runCampaign } from '../../contract/world.ts';
import { startWorker, take } from '../../support/fleet-world.ts';
import { askPostgres } from '../../support/old-ledgers.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();
const hour = 3_600_000;

/** Starts a detached run. `dues` says in how many hours its people are due. */
async function detach(world: PostgresWorld, ...dues: readonly number[]): Promise<string> {
  await using ledger = await world.open();
  const { id } = await ledger.startRun(newRun(runCampaign('sale')));
  const people = dues.map((due, at) => planned(`u${at}`, { row: at + 1, until: world.clock.now() + due * hour }));
  await ledger.append(id, 0, people);
  await ledger.share(id, 'seal-1', 'detached');
  return id;
}

async function sendChunk(
  world: PostgresWorld,
  worker: Awaited<ReturnType<typeof startWorker>>,
  run: string,
  chunk: number,
) {
  const taken = await take(worker, run, chunk);
  world.clock.pass(1_000);
  const all = await taken.spool.open(run, chunk);
  const [claimed] = await taken.ledger.claimAll([{ run, chunk, campaign: 0, notifications: all }]);
  if (claimed?.kind !== 'claimed') throw new Error(`it is ${claimed?.kind}`);
  const { attempt } = claimed;
  await taken.ledger.settle([{ attempt, outcomes: all.map(() => accepted), status: 200, error: null }]);
  await taken.spool.finish(run, chunk);
}

test('its jobs start when they are due; a worker that starts later takes them, and the run waits in between', async () => {
  await using world = await postgresWorld(server());
  const run = await detach(world, 1, 2);
  const due = world.clock.now() + hour;
  const { schema } = world.address;
  const jobs = `SELECT (extract(epoch FROM start_after) * 1000)::float8 AS at FROM ${schema}_jobs.job_common ORDER BY 1`;
  expect(await askPostgres(server(), jobs)).toEqual([{ at: due }, { at: due + hour }]);
  await using worker = await startWorker(world);
  expect(await worker.run(run)).toMatchObject({ state: 'waiting', mode: 'detached', nextDue: due });
  expect(await worker.findJobs(10)).toEqual([]);
  expect(await worker.takeChunks(run, 0)).toBeUndefined();
  world.clock.pass(hour);
  const chunk = { kind: 'chunk', run, chunk: 0, priority: 'normal' };
  expect(await worker.findJobs(10)).toEqual([chunk]);
  await sendChunk(world, worker, run, 0);
  expect(await worker.run(run)).toMatchObject({ state: 'running' });
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  // The number of rounds starts again with each due time.
  expect([await worker.beginRound(run, 1), await worker.beginRound(run, 1)]).toEqual([true, false]);
  expect([await worker.reopenChunks(run), await worker.finishRun(run)]).toEqual([0, 'waiting']);
  expect(await worker.run(run)).toMatchObject({ state: 'waiting', nextDue: due + hour });
  expect(await worker.findJobs(10)).toEqual([]);
  world.clock.pass(hour);
  await sendChunk(world, worker, run, 1);
  expect(await worker.beginRound(run, 1)).toBe(true);
  expect(await worker.finishRun(run)).toBe('finished');
  expect(await worker.run(run)).toMatchObject({ state: 'finished', nextDue: null });
});

test('people who are held back by a window wait in the run', async () => {
  await using world = await postgresWorld(server());
  const run = await detach(world, 0, 0);
  await using worker = await startWorker(world);
  const taken = await take(worker, run);
  expect(taken.waits).toBe(true);
  const until = world.clock.now() + hour;
  await taken.spool.finish(run, 0, until);
  expect(await worker.findJobs(10)).toEqual([{ kind: 'close', run }]);
  expect(await worker.finishRun(run)).toBe('waiting');
  expect(await worker.run(run)).toMatchObject({ state: 'waiting', nextDue: until });
});

test('a worker that was frozen claims nothing from a run that was replaced', async () => {
  await using world = await postgresWorld(server());
  const run = await detach(world, 0, 1);
  await using worker = await startWorker(world);
  const taken = await take(worker, run);
  const all = await taken.spool.open(run, 0);
  await taken.spool.finish(run, 0, world.clock.now() + hour);
  await worker.finishRun(run);
  const other = await detach(world, 3);
  expect(await worker.run(run)).toMatchObject({ state: 'superseded', why: `replaced by ${other}` });
  world.clock.pass(2 * hour);
  expect(await taken.ledger.claimAll([{ run, chunk: 0, campaign: 0, notifications: all }])).toEqual([
    { kind: 'fenced', state: 'superseded' },
  ]);
  expect(await worker.findJobs(10)).toEqual([]);
});

test('a waiting run can be paused, continues to wait afterwards, and one of its campaigns can be dropped', async () => {
  await using world = await postgresWorld(server());
  const run = await detach(world, 1);
  await using control = await world.control();
  const who = 'alice@laptop';
  expect(await control?.halt({ runs: [run], to: 'paused', who })).toMatchObject([{ before: 'waiting' }]);
  expect(await control?.goOn(run)).toBe(true);
  await using worker = await startWorker(world);
  expect(await worker.run(run)).toMatchObject({ state: 'waiting', why: null });
  expect(await control?.goOn(run)).toBe(true);
  expect(await control?.dropWaiting({ campaign: 'another', who })).toEqual([]);
  expect(await control?.dropWaiting({ campaign: 'sale', who })).toMatchObject([
    { chunks: 1, run: { state: 'superseded', why: `stopped by ${who}` } },
  ]);
  expect(await worker.totals(run)).toMatchObject([{ leftOut: { stopped: 1 } }]);
});
