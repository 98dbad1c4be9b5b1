// Workers that find a chunk that somebody changed: the run stops for all of them, and nothing of the chunk is sent.
import { expect, test } from 'vitest';
import { accepted, inDoubt } from '../../contract/world.ts';
import { changedPostgres, type ChangedLedger } from '../../support/changed-ledgers.ts';
import { attemptOf, detachRun, startWorker, take } from '../../support/fleet-world.ts';
import type { PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

function onServer(): Promise<ChangedLedger & { readonly world: PostgresWorld }> {
  return changedPostgres(server());
}

function refusal(what: string, campaign = 'sale'): object {
  const message = expect.stringContaining(`chunk 0 of campaign ${campaign} was ${what} in the ledger`);
  return { exitCode: 4, diagnostics: [{ code: 'PP347', message }] };
}

test('a chunk that was changed before it is taken stops the run', async () => {
  await using changed = await onServer();
  const id = await detachRun(changed.world, 1_500);
  await using worker = await startWorker(changed.world);
  await using other = await startWorker(changed.world, 'runner-2');
  const elsewhere = await take(other, id, 1);
  await changed.change('UPDATE chunk SET mac = NULL WHERE number = 0');
  await expect((await take(worker, id)).spool.open(id, 0)).rejects.toMatchObject(refusal('changed'));
  expect(await worker.run(id)).toMatchObject({ state: 'stopped', why: expect.stringContaining('chunk 0') });
  expect(await other.takeChunks(id, 0)).toBeUndefined();
  const claim = { run: id, chunk: 1, campaign: 0, notifications: await elsewhere.spool.open(id, 1) };
  expect(await elsewhere.ledger.claimAll([claim])).toEqual([{ kind: 'fenced', state: 'stopped' }]);
  expect(await worker.totals(id)).toMatchObject([{ buckets: { not_sent: 1_500 } }]);
});

test('a chunk that belongs to no campaign any more stops the run', async () => {
  await using changed = await onServer();
  const id = await detachRun(changed.world, 2);
  await using worker = await startWorker(changed.world);
  await changed.change('UPDATE chunk SET position = 7');
  await expect(worker.takeChunks(id, 0)).rejects.toMatchObject(refusal('changed', '(none)'));
  expect(await worker.run(id)).toMatchObject({ state: 'stopped' });
});

test('a chunk that is changed while it is being sent stops the run', async () => {
  await using changed = await onServer();
  const id = await detachRun(changed.world, 2);
  await using worker = await startWorker(changed.world);
  const taken = await take(worker, id);
  const people = await taken.spool.open(id, 0);
  await changed.change('UPDATE chunk SET size = 3');
  const attempt = await attemptOf(taken, people.slice(0, 1));
  await taken.ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
  await expect(taken.spool.finish(id, 0)).rejects.toMatchObject(refusal('changed'));
  expect(await worker.run(id)).toMatchObject({ state: 'stopped' });
});

test('a changed chunk with notifications in doubt, and one that was emptied, keep the run from finishing', async () => {
  await using changed = await onServer();
  const id = await detachRun(changed.world, 2);
  await using worker = await startWorker(changed.world);
  const taken = await take(worker, id);
  const people = await taken.spool.open(id, 0);
  const attempt = await attemptOf(taken, people);
  await taken.ledger.settle([{ attempt, outcomes: [inDoubt, accepted], status: 500, error: 'http_500' }]);
  await taken.spool.finish(id, 0);
  const again = async (): Promise<void> => changed.change("UPDATE run SET state = 'running', ended_at = NULL");

  await changed.change('CREATE TABLE kept AS SELECT * FROM chunk; UPDATE chunk SET mac = NULL');
  await expect(worker.reopenChunks(id)).rejects.toMatchObject(refusal('changed'));
  expect(await worker.run(id)).toMatchObject({ state: 'stopped' });
  await again();
  await expect(worker.inDoubt(id)[Symbol.asyncIterator]().next()).rejects.toMatchObject(refusal('changed'));

  await again();
  await changed.change('UPDATE chunk SET notifications = NULL');
  expect(await worker.reopenChunks(id)).toBe(0);
  await expect(worker.finishRun(id)).rejects.toMatchObject(refusal('emptied'));
  expect(await worker.run(id)).toMatchObject({ state: 'stopped', why: expect.stringContaining('was emptied') });
  expect(await worker.totals(id)).toMatchObject([{ buckets: { accepted: 1, in_doubt: 1, not_sent: 0 } }]);

  await again();
  await changed.change('UPDATE chunk SET notifications = kept.notifications, mac = kept.mac FROM kept');
  expect(await worker.finishRun(id)).toBe('finished');
});

test('the requests of a run are counted in blocks if there are more than ten thousand', async () => {
  await using changed = await onServer();
  const id = await detachRun(changed.world, 20);
  await using worker = await startWorker(changed.world);
  await changed.change(`
    INSERT INTO req (attempt, run, chunk, campaign, claimed_at, slot, slot_generation, outcomes, doubts, repeats, retry)
      SELECT 100 + n, 1, 0, 1, 0, 0, -1, '\\x03', 0, 0, 0 FROM generate_series(1, 10000) AS n;
    INSERT INTO req (attempt, run, chunk, campaign, claimed_at, slot, slot_generation, outcomes, doubts, repeats, retry)
      VALUES (20000, 1, 0, 1, 0, 0, -1, decode(repeat('01', 20), 'hex'), 0, 0, 0);
    UPDATE chunk SET notifications = NULL, mac = NULL, finished = true`);
  expect(await worker.finishRun(id)).toBe('finished');
});
