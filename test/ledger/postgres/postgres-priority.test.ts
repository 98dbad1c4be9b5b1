// Chunks wait with the priority of their campaigns. A worker that can choose takes three of four chunks from those of high priority.
import { expect, test } from 'vitest';
import type { RunCampaign } from '../../../src/delivery/ledger.ts';
import { work } from '../../../src/delivery/jobs/work.ts';
import { openFleetLedger } from '../../../src/ledger/postgres/open-fleet.ts';
import { queueAt } from '../../support/queue-at.ts';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import type { PostgresFleet } from '../../../src/ledger/postgres/postgres-fleet.ts';
import type { PostgresLedger } from '../../../src/ledger/postgres/postgres-ledger.ts';
import { newRun, planned, runCampaign } from '../../contract/world.ts';
import { acceptAll, madeSender } from '../../support/made-sender.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { insider } from '../../../src/insider/insider.ts';

const server = sharePostgresDatabase();

const real = { clock: realClock, requestsPerMinute: 60_000, databaseTime: (milliseconds: number) => milliseconds };

const news = runCampaign('news');
const alarm = runCampaign('alarm', { priority: 'high' });

/** Starts a detached run with `chunks` chunks of one notification each for every campaign. */
async function detachRun(
  ledger: PostgresLedger,
  chunks: number,
  ...campaigns: readonly RunCampaign[]
): Promise<string> {
  const { id } = await ledger.startRun(newRun(...campaigns));
  for (const [position, campaign] of campaigns.entries()) {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      await ledger.append(id, position, [planned(`${campaign.id}-${chunk}`)]);
      await ledger.flush(id);
    }
  }
  await ledger.share(id, 'seal-1', 'detached');
  return id;
}

async function startWorker({ address }: PostgresWorld): Promise<PostgresFleet> {
  const worker = { id: 'worker-1', host: 'runner-1', pid: 1, version: '0.0.0' };
  return openFleetLedger({
    ...real,
    address,
    environment: 'sandbox',
    endpoint: 'sandbox',
    requestTimeout: 120_000,
    worker,
  });
}

test('the chunks of a run wait with the priority of their campaigns, and are found again with the same priority', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open(real);
  const run = await detachRun(ledger, 2, news, alarm);
  await using queue = await queueAt(world.address);
  const waited = [];
  for (let taken = await queue.take('high'); taken !== undefined; taken = await queue.take('high')) waited.push(taken);
  const priorities = waited.map(({ job }) => (job.kind === 'chunk' ? job.priority : job.kind));
  expect(priorities).toEqual(['high', 'high', 'normal', 'normal']);
  await using fleet = await startWorker(world);
  const [normal, high] = ['normal', 'high'] as const;
  const jobs = [normal, normal, high, high].map((priority, chunk) => ({ kind: 'chunk', run, chunk, priority }));
  expect(await fleet.findJobs(100)).toEqual(jobs);
  // Jobs of high priority do not wait until all others are found.
  expect(await fleet.findJobs(1)).toEqual([jobs[0], jobs[2]]);
});

test('if there is nobody left to send to, there is one job: the end of the run', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open(real);
  const run = await detachRun(ledger, 0, news, alarm);
  await using queue = await queueAt(world.address);
  await using fleet = await startWorker(world);
  const end = { kind: 'close', run };
  expect([(await queue.take('normal'))?.job, await queue.take('normal')]).toEqual([end, undefined]);
  expect(await fleet.findJobs(100)).toEqual([end]);
});

test('a run of a version that knew no priorities has normal priority', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open(real);
  const run = await detachRun(ledger, 1, alarm);
  await using database = await connect({ address: world.address, clock: realClock });
  const { priority: _, ...older } = alarm;
  const sql = 'UPDATE run_campaign SET settings = $1';
  await database.write((transaction) => transaction.run(sql, JSON.stringify(older)));
  await using fleet = await startWorker(world);
  expect(await fleet.findJobs(1)).toEqual([{ kind: 'chunk', run, chunk: 0, priority: 'normal' }]);
});

test('of two runs, the one of high priority is sent first, and the other one gets its turns meanwhile', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open(real);
  const normal = await detachRun(ledger, 20, news);
  const high = await detachRun(ledger, 20, alarm);
  await using fleet = await startWorker(world);
  await using queue = await queueAt(world.address, true);
  const taken: string[] = [];
  await work({
    environment: 'sandbox',
    vendor: insider,
    ledger: fleet,
    queue,
    sender: madeSender(async (request) => acceptAll(request)),
    clock: realClock,
    random: () => 0.5,
    listen: () => undefined,
    lanes: 1,
    until: 'drained',
    signal: new AbortController().signal,
    beSeen: (chunks) => fleet.beSeen({ chunks, requests: 0 }),
    tell: (event) => {
      if (event.kind === 'took') taken.push(event.job.run);
    },
  });
  expect(await fleet.run(normal)).toMatchObject({ state: 'finished' });
  expect(await fleet.run(high)).toMatchObject({ state: 'finished' });
  const beforeTheLastHigh = taken.slice(0, taken.lastIndexOf(high)).filter((run) => run === normal);
  // About a third of 20: a job that is found again when its chunk is finished uses a turn too.
  expect(beforeTheLastHigh.length).toBeGreaterThanOrEqual(2);
  expect(beforeTheLastHigh.length).toBeLessThanOrEqual(14);
});
