// Signs that a sender is alive: the lease of a holder, the last report of a worker, and the process if it is on this machine.
import { expect, test } from 'vitest';
import type { Looking } from '../../../src/ledger/ledger-engine.ts';
import { newRun, plannedMany } from '../../contract/world.ts';
import { deadPid } from '../../support/dead-pid.ts';
import { attemptOf, startWorker, take } from '../../support/fleet-world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { putThreeUnderWay } from '../../support/three-under-way.ts';

const server = sharePostgresDatabase();

/** Returns the number of notifications under way, by the clock of the test. */
async function lookAt(world: PostgresWorld, run: string, looking: Pick<Looking, 'host'>): Promise<number | undefined> {
  await using seen = await world.look({ ...looking, databaseTime: () => world.clock.now() });
  return (await seen?.activity(run, world.clock.now()))?.underWay[0]?.notifications;
}

test('a run alone counts as alive until the lease expires, unless its process was on this machine and is gone', async () => {
  await using world = await postgresWorld(server());
  const ledger = await world.open({ pid: deadPid() });
  const run = await putThreeUnderWay(world, ledger);
  await ledger.confirmHold();
  expect(await lookAt(world, run, { host: 'runner-2' })).toBe(3);
  await using seen = await world.look({ databaseTime: () => world.clock.now() });
  expect(await seen?.time()).toBe(world.clock.now());
  expect(await lookAt(world, run, { host: 'runner-1' })).toBe(0);
  await world.kill(ledger);
  expect(await lookAt(world, run, { host: 'runner-2' })).toBe(0);
});

test('a shared run counts as alive while a worker reports, unless each worker was on this machine and is gone', async () => {
  await using world = await postgresWorld(server());
  const leader = await world.open({ requestsPerMinute: 6_000 });
  const { id } = await leader.startRun(newRun());
  await leader.append(id, 0, plannedMany(5));
  await leader.share(id, 'seal-1', 'led');
  await using worker = await startWorker(world, 'runner-1', deadPid());
  const taken = await take(worker, id);
  world.clock.pass(1_000);
  await attemptOf(taken, (await taken.spool.open(id, 0)).slice(0, 3));
  await leader.confirmHold();
  expect(await lookAt(world, id, { host: 'runner-2' })).toBe(3);
  expect(await lookAt(world, id, { host: 'runner-1' })).toBe(0);
  world.clock.pass(11_000);
  expect(await lookAt(world, id, { host: 'runner-2' })).toBe(0);
});
