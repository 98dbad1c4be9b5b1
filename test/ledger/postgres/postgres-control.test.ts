// PostgreSQL keeps the contracts for pausing, stopping and watching, also with many workers that claim as fast as they can.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { closePostgres } from '../../../src/ledger/postgres/move-postgres.ts';
import { openFleetLedger } from '../../../src/ledger/postgres/open-fleet.ts';
import { activityContract } from '../../contract/activity.ts';
import { controlContract } from '../../contract/control.ts';
import { rolloutsContract } from '../../contract/rollouts.ts';
import { newRun, plannedMany } from '../../contract/world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

function makeWorld(): Promise<PostgresWorld> {
  return postgresWorld(server());
}

controlContract('PostgreSQL', makeWorld);
rolloutsContract('PostgreSQL', makeWorld);
activityContract('PostgreSQL', async () => {
  const world = await makeWorld();
  // So that the lease of the holder never expires, whatever time passes meanwhile.
  return { ...world, look: () => world.look({ databaseTime: () => 0 }) };
});

const fast = { requestsPerMinute: 6_000, requestTimeout: 5_000 };

test('six workers claim without a pause: after stop has returned there are no further claims, and after they may continue, they do', async () => {
  await using world = await makeWorld();
  await using stack = new AsyncDisposableStack();
  const ledger = await world.open({ clock: realClock, ...fast, databaseTime: (now) => now });
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, plannedMany(6_000));
  await ledger.flush(run.id);
  await ledger.share(run.id, 'seal-1', 'detached');
  await ledger[Symbol.asyncDispose]();
  await using control = await world.control();
  await using seen = await world.look();
  if (control === undefined || seen === undefined) throw new Error('there is no ledger');
  const count = async (): Promise<number> =>
    (await seen.totals(run.id)).reduce((sum, { requests }) => sum + requests, 0);

  const work = async (chunk: number): Promise<void> => {
    const worker = { id: randomBytes(6).toString('hex'), host: `runner-${chunk}`, pid: chunk, version: '1' };
    const options = { address: world.address, environment: 'sandbox', endpoint: 'sandbox', clock: realClock, worker };
    const fleet = stack.use(await openFleetLedger({ ...options, ...fast }));
    const taken = await fleet.takeChunks(run.id, chunk);
    const left = [...((await taken?.spool.open(run.id, chunk)) ?? [])];
    for (;;) {
      const claim = { run: run.id, chunk, campaign: 0, notifications: left.slice(0, 1) };
      const [result] = (await taken?.ledger.claimAll([claim])) ?? [];
      if (result?.kind === 'claimed') left.shift();
      if (result === undefined || result.kind === 'fenced') return;
    }
  };
  const workers = Array.from({ length: 6 }, (_, chunk) => work(chunk));
  for (let waited = 0; (await count()) < 30; waited += 1) await realClock.sleep(10);

  const [halted] = await control.halt({ runs: [run.id], to: 'stopped', who: 'alice@laptop' });
  const claimed = await count();
  await Promise.all(workers);
  expect(halted).toMatchObject({ before: 'running', run: { state: 'stopped' } });
  expect(await count()).toBe(claimed);
  expect((await seen.activity(run.id, Date.now())).workers).toHaveLength(6);

  expect(await control.goOn(run.id)).toBe(true);
  // A run that already continues needs nothing.
  expect(await control.goOn(run.id)).toBe(true);
  expect(await seen.run(run.id)).toMatchObject({ state: 'running', why: null, mode: 'detached' });
  const again = work(0);
  while ((await count()) === claimed) await realClock.sleep(10);
  await control.halt({ runs: 'all', to: 'stopped', who: 'alice@laptop' });
  await again;
});

test('a worker is alive while it reports, stays listed if it died or could not continue, and is removed when it ended normally', async () => {
  await using world = await makeWorld();
  await using ledger = await world.open();
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, plannedMany(1));
  await ledger.flush(run.id);
  await using seen = await world.look();
  const look = async () => (await seen?.activity(run.id, world.clock.now()))?.workers;
  // Workers use the clock of the database, which a test cannot set forward. So the times stored there are set back.
  const pass = async (milliseconds: number): Promise<void> => {
    const client = new Client(server().url());
    await client.connect();
    await client.query(`UPDATE ${world.address.schema}.worker SET seen_at = seen_at - $1`, [milliseconds]);
    await client.end();
  };
  expect(await look()).toBeNull();
  await ledger.share(run.id, 'seal-1', 'detached');
  expect(await look()).toEqual([]);

  const open = (pid: number) =>
    openFleetLedger({
      address: world.address,
      environment: 'sandbox',
      endpoint: 'sandbox',
      clock: realClock,
      worker: { id: String(pid), host: 'runner', pid, version: '1' },
      ...fast,
    });
  const [first, second] = [await open(1), await open(2)];
  await first.beSeen({ chunks: 1, requests: 480 });
  expect(await look()).toMatchObject([
    { name: 'runner 1', isAlive: true, why: null, requestsInLastMinute: 480 },
    { name: 'runner 2', isAlive: true, why: null, requestsInLastMinute: 0 },
  ]);
  await second.leave('The API refuses our key');
  await second[Symbol.asyncDispose]();
  await pass(600_000);
  expect(await look()).toMatchObject([
    { name: 'runner 1', isAlive: false, why: null },
    { name: 'runner 2', isAlive: false, why: 'The API refuses our key' },
  ]);
  const [silent] = (await look()) ?? [];
  expect(silent?.silentFor).toBeGreaterThanOrEqual(600_000);
  await first.beSeen({ chunks: 0, requests: 3 });
  expect(await look()).toMatchObject([{ isAlive: true }, { isAlive: false }]);
  await first[Symbol.asyncDispose]();
  expect(await look()).toMatchObject([{ name: 'runner 2' }]);
  // After an hour it is no longer listed.
  await pass(3_600_000);
  await using third = await open(3);
  expect(await look()).toMatchObject([{ name: 'runner 3', isAlive: true }]);
  await third.beSeen({ chunks: 0, requests: 0 });
});

test('a detached run does not continue in a ledger that was closed meanwhile, and a ledger is not closed while a run continues', async () => {
  await using world = await makeWorld();
  const ledger = await world.open();
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, plannedMany(3));
  await ledger.flush(run.id);
  await ledger.share(run.id, 'seal-1', 'detached');
  const serial = await ledger.serial();
  await using control = await world.control();
  await control?.halt({ runs: [run.id], to: 'stopped', who: 'ada@laptop' });
  const { address } = world;
  const place = {
    address,
    environment: 'sandbox',
    endpoint: 'sandbox',
    clock: realClock,
    host: 'runner-1',
    pid: 4_242,
  };
  await expect(closePostgres(place, { at: 1, serial })).rejects.toMatchObject({ exitCode: 4 });
  await closePostgres(place, { at: 1, serial: await ledger.serial() });
  await expect(control?.goOn(run.id)).rejects.toMatchObject({
    exitCode: 4,
    diagnostics: [{ code: 'PP340', message: expect.stringContaining('was closed meanwhile') }],
  });
  await ledger[Symbol.asyncDispose]();
  await using seen = await world.look();
  expect(await seen?.run(run.id)).toMatchObject({ state: 'stopped' });
});
