// Chunks that workers take over: the previous worker claims no more from it, and nobody claims from a stopped run.
import { expect, test } from 'vitest';
import type { TakenChunks } from '../../../src/delivery/jobs/work-ledger.ts';
import { queueAt } from '../../support/queue-at.ts';
import { claimAll } from '../../../src/ledger/claims/claim.ts';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import type { PostgresDatabase } from '../../../src/ledger/postgres/postgres-database.ts';
import type { Fence } from '../../../src/ledger/claims/fence.ts';
import { fenceByChunk } from '../../../src/ledger/postgres/postgres-fence.ts';
import { ledgerVersion } from '../../../src/ledger/tables.ts';
import { PostgresRing } from '../../../src/ledger/postgres/postgres-ring.ts';
import type { InDoubt } from '../../../src/delivery/spool.ts';
import { accepted, inDoubt, newRun, notSent, plannedMany } from '../../contract/world.ts';
import { attemptOf, claimOf, detachRun, startWorker, take } from '../../support/fleet-world.ts';
import { askPostgres } from '../../support/old-ledgers.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

/** Starts a detached run of `count` notifications. A worker has taken its only chunk and may claim from it at once. */
async function beginRun(world: PostgresWorld, count: number) {
  const run = await detachRun(world, count);
  const worker = await startWorker(world);
  const taken = await take(worker, run);
  const all = await taken.spool.open(run, 0);
  world.clock.pass(1_000);
  return { run, worker, taken, all, [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose]() };
}

function openDatabase({ address }: PostgresWorld): Promise<PostgresDatabase> {
  return connect({ address, clock: realClock });
}

test('a detached run, its mode and one job for each chunk are committed together', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 2_500);
  await using worker = await startWorker(world);
  await using queue = await queueAt(world.address);
  expect(await worker.run(run)).toMatchObject({ state: 'running', mode: 'detached', seal: 'seal-1' });
  const chunks = await worker.findJobs(100);
  expect(chunks.length).toBeGreaterThan(1);
  // A job that already waits is not added again.
  await queue.add(chunks);
  const taken = [];
  for (let job = await queue.take('high'); job !== undefined; job = await queue.take('high')) taken.push(job);
  expect(taken.map(({ job }) => job).toSorted(byChunk)).toEqual(chunks);
  // A job that is worked on is not added either. After that it is.
  await queue.add(chunks);
  expect(await queue.take('high')).toBeUndefined();
  for (const job of taken) await job.done();
  await queue.add(chunks.slice(0, 1));
  const [again, none] = [await queue.take('high'), await queue.take('high')];
  expect({ again: again?.job, none }).toEqual({ again: chunks[0], none: undefined });
  await again?.handBack();
  expect((await queue.take('high'))?.job).toEqual(chunks[0]);
});

function byChunk(a: object, b: object): number {
  return ('chunk' in a ? Number(a.chunk) : 0) - ('chunk' in b ? Number(b.chunk) : 0);
}

test('if the jobs cannot be added, nothing of the run is detached', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  const { id } = await ledger.startRun(newRun());
  await ledger.append(id, 0, plannedMany(3));
  await using queue = await queueAt(world.address);
  await using database = await openDatabase(world);
  const jobs = `${world.address.schema}_jobs.job_common`;
  await database.write((transaction) => transaction.run(`ALTER TABLE ${jobs} ADD CHECK (data->>'run' IS NULL)`));
  await expect(ledger.share(id, 'seal-1', 'detached')).rejects.toThrow();
  expect(await ledger.run(id)).toMatchObject({ state: 'loading', mode: 'alone' });
  expect(await queue.take('high')).toBeUndefined();
});

test('after a takeover the previous worker claims no more, its open claims are in doubt, and its late answer still counts', async () => {
  await using world = await postgresWorld(server());
  await using begun = await beginRun(world, 10);
  const { run, worker: first, taken: mine, all } = begun;
  await using second = await startWorker(world, 'runner-2');
  // Slots that became due before it opened the ledger are not used later.
  world.clock.pass(1_000);
  const open = await attemptOf(mine, all.slice(0, 2));
  const settled = await attemptOf(mine, all.slice(2, 4));
  await mine.ledger.settle([{ attempt: settled, outcomes: [accepted, accepted], status: 200, error: null }]);

  const theirs = await take(second, run);
  expect(await second.totals(run)).toMatchObject([{ buckets: { accepted: 2, in_doubt: 2, not_sent: 6 } }]);
  expect((await theirs.spool.open(run, 0)).map(({ key }) => key)).toEqual(all.slice(4).map(({ key }) => key));
  expect(await mine.ledger.claimAll([claimOf(run, all.slice(4, 5))])).toEqual([{ kind: 'fenced', state: 'running' }]);
  await mine.spool.finish(run, 0);
  expect(await second.findJobs(1)).toEqual([{ kind: 'chunk', run, chunk: 0, priority: 'normal' }]);

  const rest = await attemptOf(theirs, all.slice(4));
  await theirs.ledger.settle([{ attempt: rest, outcomes: all.slice(4).map(() => accepted), status: 200, error: null }]);
  await theirs.spool.finish(run, 0);
  expect(await second.findJobs(1)).toEqual([{ kind: 'close', run }]);
  // The late answer of the first worker: nothing was sent. The chunk is opened again, and the run cannot finish before it is sent.
  await mine.ledger.settle([{ attempt: open, outcomes: [notSent, notSent], status: null, error: 'ECONNREFUSED' }]);
  expect(await second.reopenChunks(run)).toBe(1);
  expect(await second.finishRun(run)).toBe('goes_on');
  const again = await take(first, run);
  expect(await again.spool.open(run, 0)).toHaveLength(2);
});

test('a worker of another version than the ledger takes no chunk and changes nothing in a run', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 3);
  await using worker = await startWorker(world);
  const setVersion = (version: number) =>
    askPostgres(server(), `UPDATE ${world.address.schema}.meta SET version = ${version}`);
  for (const [version, code] of [
    [ledgerVersion + 1, 'PP312'],
    [ledgerVersion - 1, 'PP341'],
  ] as const) {
    await setVersion(version);
    const refused = { exitCode: 4, diagnostics: [{ code }] };
    await expect(worker.takeChunks(run, 0)).rejects.toMatchObject(refused);
    await expect(worker.findJobs(1)).rejects.toMatchObject(refused);
    await expect(worker.beginRound(run, 3)).rejects.toMatchObject(refused);
    await expect(worker.reopenChunks(run)).rejects.toMatchObject(refused);
    await expect(worker.finishRun(run)).rejects.toMatchObject(refused);
    await expect(worker.stopRun(run, 'it says so')).rejects.toMatchObject(refused);
    const word = { as: 'accepted', who: 'ada', reason: 'called them' } as const;
    await expect(worker.resolve(run, word)).rejects.toMatchObject(refused);
  }
  await setVersion(ledgerVersion);
  expect(await worker.run(run)).toMatchObject({ state: 'running' });
  expect((await take(worker, run)).chunks).toMatchObject([{ size: 3 }]);
});

test('a migration waits for a chunk that is being taken, and a worker that takes one waits for the migration', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 3);
  await using worker = await startWorker(world);
  await using database = await openDatabase(world);
  let taking: Promise<unknown> = Promise.resolve();
  await database.write(async (transaction) => {
    await transaction.run('UPDATE meta SET serial = serial + 1');
    // Raising the serial makes nobody wait.
    await take(worker, run);
    await transaction.one('SELECT version FROM meta FOR UPDATE');
    taking = worker.takeChunks(run, 0).catch((error: unknown) => error);
    await transaction.run(`UPDATE meta SET version = ${ledgerVersion + 1}`);
  });
  expect(await taking).toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP312' }] });
});

test('a takeover waits for a claim that has read the chunk: what it claims is in doubt, and nobody claims it again', async () => {
  await using world = await postgresWorld(server());
  await using begun = await beginRun(world, 3);
  const { run, taken: mine, all } = begun;
  await using second = await startWorker(world, 'runner-2');
  await using database = await connect({
    address: world.address,
    clock: { ...realClock, monotonic: world.clock.monotonic },
    databaseTime: () => world.clock.now(),
  });
  const ring = new PostgresRing(database, { requestsPerMinute: 6_000, requestTimeout: 120_000 });
  let takeover: Promise<TakenChunks> | undefined;
  const fence: Fence = async (transaction, claims) => {
    const standing = await fenceByChunk(0, 1)(transaction, claims);
    takeover = take(second, run);
    await untilLocked(world);
    return standing;
  };
  const claims = [claimOf(run, all.slice(0, 2))];
  const results = await ring.spend(database, claims.length, (transaction, slots) =>
    claimAll(transaction, slots, claims, { at: world.clock.now(), fence }),
  );
  expect(results).toMatchObject([{ kind: 'claimed', taken: [0, 1] }]);
  const theirs = await takeover;
  expect(await second.totals(run)).toMatchObject([{ buckets: { in_doubt: 2, not_sent: 1 } }]);
  expect(await theirs?.spool.open(run, 0)).toEqual(all.slice(2));
  expect(await mine.ledger.claimAll(claims)).toEqual([{ kind: 'fenced', state: 'running' }]);
});

/** Waits until a takeover in this ledger waits for the transaction of somebody else. */
async function untilLocked(world: PostgresWorld): Promise<void> {
  await using database = await openDatabase(world);
  const sql = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE chunk SET epoch%'";
  while ((await database.read((transaction) => transaction.get(sql))) === undefined) await realClock.sleep(5);
}

test('nobody claims from a run that a worker stopped; the holder may resume it, and then workers claim no more', async () => {
  await using world = await postgresWorld(server());
  await using begun = await beginRun(world, 10);
  const { run, worker, taken, all } = begun;
  await worker.stopRun(run, 'too many were refused');
  expect(await taken.ledger.claimAll([claimOf(run, all)])).toEqual([{ kind: 'fenced', state: 'stopped' }]);
  expect(await worker.takeChunks(run, 0)).toBeUndefined();
  expect(await worker.run(run)).toMatchObject({ state: 'stopped', why: 'too many were refused' });
  await using ledger = await world.open({ requestsPerMinute: 6_000 });
  await ledger.adoptRun(run, { host: 'runner-3', pid: 3 });
  expect(await taken.ledger.claimAll([claimOf(run, all)])).toEqual([{ kind: 'fenced', state: 'running' }]);
  expect(await ledger.claim(claimOf(run, all))).toMatchObject({ kind: 'claimed' });
});

test('while workers have a run, nobody starts another, resumes it, or puts its claims in doubt', async () => {
  await using world = await postgresWorld(server());
  await using begun = await beginRun(world, 10);
  const { run, worker, taken, all } = begun;
  const attempt = await attemptOf(taken, all);
  await using ledger = await world.open({ requestsPerMinute: 6_000 });
  await expect(ledger.startRun(newRun())).rejects.toMatchObject({ exitCode: 9, message: expect.stringContaining(run) });
  await expect(ledger.adoptRun(run, { host: 'runner-3', pid: 3 })).rejects.toMatchObject({ exitCode: 9 });
  expect(await ledger.claim(claimOf(run, all))).toEqual({ kind: 'fenced', state: 'running' });
  await using control = await world.control();
  await control?.halt({ runs: [run], to: 'paused', who: 'ada@laptop' });
  const help = expect.stringContaining(
    `Somebody paused it. Let it go on: pushplan resume ${run} --env sandbox, or stop it`,
  );
  await expect(ledger.startRun(newRun())).rejects.toMatchObject({ diagnostics: [{ code: 'PP331', help }] });
  await control?.goOn(run);
  await taken.ledger.settle([{ attempt, outcomes: all.map(() => accepted), status: 200, error: null }]);
  await taken.spool.finish(run, 0);
  expect(await worker.finishRun(run)).toBe('finished');
  expect(await worker.run(run)).toMatchObject({ state: 'finished' });
  await ledger.startRun(newRun());
});

test('a run settles doubt a limited number of times, over all workers', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 1);
  await using worker = await startWorker(world);
  await using other = await startWorker(world, 'runner-2');
  expect([await worker.beginRound(run, 2), await other.beginRound(run, 2), await worker.beginRound(run, 2)]).toEqual([
    true,
    true,
    false,
  ]);
});

test('notifications that the delivery log proves unsent are open again for all workers; a worker whose ledger is gone reports it', async () => {
  await using world = await postgresWorld(server());
  const { run, worker, taken, all } = await beginRun(world, 10);
  const attempt = await attemptOf(taken, all);
  const outcomes = all.map((_, index) => (index < 3 ? inDoubt : accepted));
  await taken.ledger.settle([{ attempt, outcomes, status: 500, error: 'http_500' }]);
  await taken.spool.finish(run, 0);
  const doubtful: InDoubt[] = [];
  for await (const some of worker.inDoubt(run)) doubtful.push(...some);
  expect(doubtful.map(({ position, status }) => ({ position, status }))).toEqual(
    [0, 1, 2].map((position) => ({ position, status: 500 })),
  );
  const proof = { who: 'message-center', reason: 'it lists a later one and not this one' };
  const serial = await worker.serial();
  expect(await worker.resolve(run, { ...proof, as: 'accepted', only: [{ attempt, position: 0 }] })).toBe(1);
  expect(await worker.resolve(run, { ...proof, as: 'not_sent', only: [{ attempt, position: 1 }] })).toBe(1);
  expect(await worker.resolve(run, { ...proof, as: 'not_sent', only: [{ attempt, position: 1 }] })).toBe(0);
  expect(await worker.serial()).toBe(serial + 2);
  expect(await worker.reopenChunks(run)).toBe(1);
  expect(await worker.finishRun(run)).toBe('goes_on');
  const again = await take(worker, run);
  expect((await again.spool.open(run, 0)).map(({ row }) => row)).toEqual([2]);
  expect(await worker.totals(run)).toMatchObject([{ buckets: { accepted: 8, in_doubt: 1, not_sent: 1 } }]);

  await using database = await openDatabase(world);
  await database.write((transaction) => transaction.run('ALTER TABLE worker RENAME TO somebody'));
  await expect(worker.leave('nothing gets through')).rejects.toMatchObject({ exitCode: 4 });
  await worker[Symbol.asyncDispose]();
});

test('if the API tells one worker to slow down, all workers that share the pace slow down', async () => {
  await using world = await postgresWorld(server());
  await using begun = await beginRun(world, 10);
  const { run, taken: mine, all } = begun;
  await mine.ledger.block(30_000, { halve: true });
  await using second = await startWorker(world, 'runner-2');
  const theirs = await take(second, run);
  const claim = claimOf(run, all.slice(0, 2));
  expect(await theirs.ledger.claimAll([claim])).toEqual([{ kind: 'wait', milliseconds: 30_000 }]);
  world.clock.pass(30_000);
  const claims = [claim, claimOf(run, all.slice(2, 4))];
  expect(await theirs.ledger.claimAll(claims)).toMatchObject([{ kind: 'claimed' }, { kind: 'wait' }]);
});
