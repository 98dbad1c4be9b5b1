// Several workers that claim at the same moment as one holder: nobody is claimed twice, and no slot is used twice.
import { expect, test } from 'vitest';
import type { Spooled } from '../../../src/delivery/spool.ts';
import { claimAll } from '../../../src/ledger/claims/claim.ts';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import { fenceByHold } from '../../../src/ledger/postgres/postgres-fence.ts';
import { PostgresRing } from '../../../src/ledger/postgres/postgres-ring.ts';
import { notSent, openAll, plannedMany, spoolRun } from '../../contract/world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

/** Returns a worker that claims as the first holder of the ledger. Only one of them really sends. */
async function startWorker({ address, clock }: PostgresWorld, requestsPerMinute: number) {
  const database = await connect({
    address,
    clock: { ...realClock, monotonic: clock.monotonic },
    databaseTime: () => clock.now(),
  });
  const ring = new PostgresRing(database, { requestsPerMinute, requestTimeout: 120_000 });
  return {
    claim: (run: string, batches: readonly (readonly Spooled[])[]) => {
      const claims = batches.map((notifications) => ({ run, chunk: 0, campaign: 0, notifications }));
      return ring.spend(database, claims.length, (transaction, slots) =>
        claimAll(transaction, slots, claims, { at: clock.now(), fence: fenceByHold(1) }),
      );
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test.each([
  ['fresh', []],
  ['left over from an attempt that came to nothing', [notSent, notSent, notSent, notSent, notSent, notSent]],
])('four workers that want the same notifications, %s, share them, and none is taken twice', async (_, before) => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open({ requestsPerMinute: 600 });
  const run = await spoolRun(ledger, plannedMany(6));
  const all = await openAll(ledger, run.id);
  for (const [index, outcome] of before.entries()) {
    world.clock.pass(200);
    const notifications = all.slice(index, index + 1);
    const claimed = await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
    const attempt = claimed.kind === 'claimed' ? claimed.attempt : 0;
    await ledger.settle([{ attempt, outcomes: [outcome], status: null, error: 'ECONNREFUSED' }]);
  }
  world.clock.pass(1_000);
  await using stack = new AsyncDisposableStack();
  const workers = [];
  for (let count = 0; count < 4; count += 1) workers.push(stack.use(await startWorker(world, 600)));
  const orders = [all, all.toReversed(), [...all.slice(3), ...all.slice(0, 3)], all];
  const results = await Promise.all(
    workers.map((worker, index) =>
      worker.claim(run.id, [(orders[index] ?? []).slice(0, 4), (orders[index] ?? []).slice(4)]),
    ),
  );
  const taken = results.flatMap((given, index) =>
    given.flatMap((result, batch) => {
      if (result.kind !== 'claimed') throw new Error(`it is ${result.kind}`);
      return result.taken.map((place) => orders[index]?.[batch * 4 + place]?.key);
    }),
  );
  expect(taken).toHaveLength(6);
  expect(new Set(taken)).toEqual(new Set(all.map(({ key }) => key)));
  expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { in_doubt: 6 } }]);
});

test('as many requests are claimed as there are slots, whichever worker asks', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open({ requestsPerMinute: 60 });
  const run = await spoolRun(ledger, plannedMany(40));
  const all = await openAll(ledger, run.id);
  world.clock.pass(1_900);
  await using stack = new AsyncDisposableStack();
  const workers = [];
  for (let count = 0; count < 4; count += 1) workers.push(stack.use(await startWorker(world, 60)));
  const results = await Promise.all(
    workers.map((worker, index) =>
      worker.claim(
        run.id,
        all.slice(index * 10, index * 10 + 10).map((one) => [one]),
      ),
    ),
  );
  const claimed = results.flat().filter(({ kind }) => kind === 'claimed');
  // The slots of the start and of the second after it.
  expect(claimed).toHaveLength(2);
  for (const result of results.flat()) if (result.kind === 'wait') expect(result.milliseconds).toBeGreaterThan(0);

  await ledger.block(1, { halve: true });
  world.clock.pass(10_000);
  const lowered = await Promise.all(
    workers.map((worker, index) =>
      worker.claim(
        run.id,
        all.slice(index * 10 + 5, index * 10 + 10).map((one) => [one]),
      ),
    ),
  );
  // At half the pace, two seconds pass between requests.
  expect(lowered.flat().filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
});
