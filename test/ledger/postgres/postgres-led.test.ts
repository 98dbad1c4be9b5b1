// A run that its holder leads and workers help with: when another process takes the place of the holder, they claim no more.
import { expect, test } from 'vitest';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import { changeState, requireRun } from '../../../src/ledger/runs/runs.ts';
import { accepted, newRun, plannedMany, runCampaign } from '../../contract/world.ts';
import { attemptOf, claimOf, detachRun, startWorker, take } from '../../support/fleet-world.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

const fast = { requestsPerMinute: 6_000 };

test('the holder leads and a worker sends; another holder stops the run, and open claims are in doubt until their sender reports', async () => {
  await using world = await postgresWorld(server());
  const leader = await world.open(fast);
  const { id } = await leader.startRun(newRun());
  await leader.append(id, 0, plannedMany(10));
  await leader.share(id, 'seal-1', 'led');
  expect(await leader.run(id)).toMatchObject({ state: 'running', mode: 'led', seal: 'seal-1' });
  await using worker = await startWorker(world);
  const taken = await take(worker, id);
  const all = await taken.spool.open(id, 0);
  expect(await leader.claim(claimOf(id, all))).toEqual({ kind: 'fenced', state: 'running' });
  world.clock.pass(1_000);
  const attempt = await attemptOf(taken, all.slice(0, 4));
  await leader.confirmHold();
  await world.kill(leader);

  await using next = await world.open({ ...fast, host: 'runner-2' });
  await next.startRun(newRun());
  expect(await next.run(id)).toMatchObject({ state: 'stopped', why: 'process 4242 on runner-1 was gone' });
  world.clock.pass(1_000);
  expect(await taken.ledger.claimAll([claimOf(id, all.slice(4))])).toEqual([{ kind: 'fenced', state: 'stopped' }]);
  expect(await worker.takeChunks(id, 0)).toBeUndefined();
  expect((await next.totals(id))[0]?.buckets).toMatchObject({ in_doubt: 4, not_sent: 6 });
  await taken.ledger.settle([{ attempt, outcomes: all.slice(0, 4).map(() => accepted), status: 200, error: null }]);
  expect((await next.totals(id))[0]?.buckets).toMatchObject({ accepted: 4, in_doubt: 0, not_sent: 6 });
});

test('when a run is resumed and led, the workers from before cannot use their old chunks, but can take chunks again', async () => {
  await using world = await postgresWorld(server());
  await using leader = await world.open(fast);
  const { id } = await leader.startRun(newRun());
  await leader.append(id, 0, plannedMany(10));
  await leader.share(id, 'seal-1', 'led');
  await using worker = await startWorker(world);
  const taken = await take(worker, id);
  const all = await taken.spool.open(id, 0);
  await worker.stopRun(id, 'interrupted');
  await leader.adoptRun(id, { host: 'runner-3', pid: 3 });
  expect(await leader.run(id)).toMatchObject({ state: 'running', mode: 'alone' });
  expect(await worker.takeChunks(id, 0)).toBeUndefined();
  await leader.lead(id);
  expect(await leader.run(id)).toMatchObject({ state: 'running', mode: 'led', host: 'runner-3', why: null });
  world.clock.pass(1_000);
  expect(await taken.ledger.claimAll([claimOf(id, all)])).toEqual([{ kind: 'fenced', state: 'running' }]);
  expect(await attemptOf(await take(worker, id), all)).toBeGreaterThan(0);
});

test('a run that is stopped after it was resumed and before it is led stays stopped', async () => {
  await using world = await postgresWorld(server());
  await using leader = await world.open(fast);
  const { id } = await leader.startRun(newRun());
  await leader.append(id, 0, plannedMany(10));
  await leader.share(id, 'seal-1', 'led');
  await leader.adoptRun(id, { host: 'runner-3', pid: 3 });
  await using control = await world.control();
  await control?.halt({ runs: [id], to: 'stopped', who: 'alice@laptop' });
  await leader.lead(id);
  expect(await leader.run(id)).toMatchObject({ state: 'stopped', mode: 'led', why: 'stopped by alice@laptop' });
});

test('a process that lost the hold gets an error', async () => {
  await using world = await postgresWorld(server());
  const leader = await world.open(fast);
  world.clock.pass(15_000);
  await using _next = await world.open({ ...fast, host: 'runner-2' });
  await expect(leader.confirmHold()).rejects.toMatchObject({ exitCode: 9 });
});

test('a run leaves running runs of other campaigns alone', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 10);
  await using worker = await startWorker(world);
  const taken = await take(worker, run);
  const all = await taken.spool.open(run, 0);
  world.clock.pass(1_000);
  await attemptOf(taken, all.slice(0, 4));
  await using ledger = await world.open(fast);
  const other = await ledger.startRun(newRun(runCampaign('other')));
  await ledger.append(other.id, 0, plannedMany(3, 'other'));
  await ledger.share(other.id, 'seal-2', 'led');
  expect(await ledger.run(run)).toMatchObject({ state: 'running', mode: 'detached' });
  world.clock.pass(1_000);
  expect(await attemptOf(taken, all.slice(4))).toBeGreaterThan(0);
});

test('a run cannot start if a run of the same campaigns was continued meanwhile', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 10);
  const control = await world.control();
  await control?.halt({ runs: [run], to: 'stopped', who: 'alice@laptop' });
  await using ledger = await world.open(fast);
  const { id } = await ledger.startRun(newRun());
  await ledger.append(id, 0, plannedMany(3));
  expect(await control?.goOn(run)).toBe(true);
  await expect(ledger.share(id, 'seal-2', 'led')).rejects.toMatchObject({
    exitCode: 9,
    message: expect.stringContaining('and sends campaign sale'),
  });
  expect(await ledger.run(id)).toMatchObject({ state: 'loading' });
  await control?.[Symbol.asyncDispose]();
});

test('a process that prepares a run while another takes its place gets an error that the run was closed', async () => {
  await using world = await postgresWorld(server());
  const slow = await world.open(fast);
  const { id } = await slow.startRun(newRun());
  world.clock.pass(15_000);
  await using next = await world.open({ ...fast, host: 'runner-2' });
  await next.startRun(newRun());
  await expect(slow.append(id, 0, plannedMany(3))).rejects.toMatchObject({
    exitCode: 8,
    message: `The run ${id} was closed elsewhere before it began to send.`,
  });
});

test('a decision on an outdated state is retried, and an unknown mode is reported as damage', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 3);
  await using worker = await startWorker(world);
  await using database = await connect({ address: world.address, clock: realClock });
  const before = await database.read((transaction) => requireRun(transaction, run));
  await worker.stopRun(run, 'too many were refused');
  await worker.stopRun(run, 'once more');
  expect(await worker.run(run)).toMatchObject({ state: 'stopped', why: 'too many were refused' });
  const stale = database.write((transaction) => changeState(transaction, before, 'paused', { at: 0 }));
  await expect(stale).rejects.toThrow('somebody else changed the state of the run');
  await database.write((transaction) => transaction.run("UPDATE run SET mode = 'together' WHERE id = $1", run));
  await expect(worker.run(run)).rejects.toMatchObject({ diagnostics: [{ code: 'PP315' }] });
});
