// A list that an apply stores while workers send: their next claims leave out the people in it.
import { expect, test } from 'vitest';
import { claimOf, detachRun, startWorker, take } from '../../support/fleet-world.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

test('a worker does not send to people who were added to a list meanwhile, and the run ends', async () => {
  await using world = await postgresWorld(server());
  const run = await detachRun(world, 3);
  await using worker = await startWorker(world);
  const taken = await take(worker, run);
  const all = await taken.spool.open(run, 0);
  {
    await using ledger = await world.open();
    const terms = { reason: 'suppressed', exceptTags: [] } as const;
    await ledger.keepList({ workspaceId: '', name: 'a', version: 'v1', entries: 1, terms }, async function* read() {
      yield ['uuid=u1'];
    });
  }
  world.clock.pass(1_000);
  const [claimed] = await taken.ledger.claimAll([claimOf(run, all)]);
  expect(claimed).toMatchObject({ kind: 'claimed', taken: [0, 2] });
  const attempt = claimed?.kind === 'claimed' ? claimed.attempt : 0;
  const outcomes = [{ kind: 'accepted' }, { kind: 'accepted' }] as const;
  await taken.ledger.settle([{ attempt, outcomes, status: 200, error: null }]);
  await taken.spool.finish(run, 0);
  expect(await worker.reopenChunks(run)).toBe(0);
  expect(await worker.finishRun(run)).toBe('finished');
  expect(await worker.totals(run)).toMatchObject([
    { planned: 3, buckets: { accepted: 2, not_sent: 1 }, leftOut: { suppressed: 1 } },
  ]);
});
