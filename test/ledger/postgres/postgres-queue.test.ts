// The queue on pg-boss: within a priority, the oldest job comes first, and both priorities get their turns.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Priority } from '../../../src/campaign/campaign.ts';
import type { Job, Queue } from '../../../src/delivery/jobs/queue.ts';
import { Turns } from '../../../src/delivery/jobs/turns.ts';
import { queueAt } from '../../support/queue-at.ts';
import { readPostgresAddress, type PostgresAddress } from '../../../src/postgres/postgres-address.ts';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

function anAddress(schema = `queue_${randomBytes(6).toString('hex')}`): PostgresAddress {
  return readPostgresAddress(server().url(`?schema=${schema}`), 'PUSHPLAN_LEDGER');
}

function open(address = anAddress()): Promise<Queue> {
  return queueAt(address);
}

function chunksOf(run: string, count: number, priority: Priority): readonly Job[] {
  return Array.from({ length: count }, (_, chunk) => ({ kind: 'chunk', run, chunk, priority }));
}

/** Takes all jobs and returns the names of their runs. */
async function drain(queue: Queue, next: () => Priority): Promise<readonly string[]> {
  const runs: string[] = [];
  for (let taken = await queue.take(next()); taken !== undefined; taken = await queue.take(next())) {
    runs.push(taken.job.run);
    await taken.done();
  }
  return runs;
}

test('while both wait, three of four jobs are of high priority; then the others get all turns, in order', async () => {
  await using queue = await open();
  await queue.add(chunksOf('first', 3, 'normal'));
  await queue.add(chunksOf('second', 2, 'normal'));
  await queue.add(chunksOf('urgent', 7, 'high'));
  const turns = new Turns(() => 0);
  const runs = await drain(queue, () => turns.next());
  const [urgent, first, second] = ['urgent', 'first', 'second'];
  const whileBothWait = [urgent, urgent, urgent, first, urgent, urgent, urgent, first, urgent];
  expect(runs).toEqual([...whileBothWait, first, second, second]);
});

test('if nothing else waits, jobs of high priority use the turns of the others', async () => {
  await using queue = await open();
  await queue.add(chunksOf('urgent', 5, 'high'));
  expect(await drain(queue, () => 'normal')).toHaveLength(5);
});

test('the end of a run does not wait behind chunks of another', async () => {
  await using queue = await open();
  await queue.add(chunksOf('long', 3, 'normal'));
  await queue.add([{ kind: 'close', run: 'short' }]);
  expect((await queue.take('high'))?.job).toEqual({ kind: 'close', run: 'short' });
  expect((await queue.take('high'))?.job).toMatchObject({ kind: 'chunk', run: 'long', priority: 'normal' });
});

test('a job that is handed back keeps its place in the queue', async () => {
  await using queue = await open();
  await queue.add(chunksOf('first', 1, 'normal'));
  await queue.add(chunksOf('second', 1, 'normal'));
  const taken = await queue.take('normal');
  expect(taken?.job.run).toBe('first');
  await taken?.handBack();
  expect(await drain(queue, () => 'normal')).toEqual(['first', 'second']);
});

test('jobs come in the order they were added, and are not added again while somebody works on them', async () => {
  await using queue = await open();
  const jobs = [...chunksOf('urgent', 1, 'high'), ...chunksOf('news', 1, 'normal')];
  await queue.add(jobs);
  const taken = [await queue.take('high'), await queue.take('high')];
  expect(taken.map((one) => one?.job)).toEqual(jobs);
  await queue.add(jobs);
  expect(await queue.take('normal')).toBeUndefined();
});

test('a worker whose job was given to another one is told so, and cannot end the job', async () => {
  const address = anAddress();
  await using first = await open(address);
  await using second = await open(address);
  await first.add(chunksOf('news', 1, 'normal'));
  const mine = await first.take('normal');
  expect(await mine?.keep()).toBe(true);
  await mine?.handBack();
  const theirs = await second.take('normal');
  expect([await mine?.keep(), await theirs?.keep()]).toEqual([false, true]);
  await mine?.done();
  expect(await theirs?.keep()).toBe(true);
});

test('a schema whose name is too long to add the name of the queue is refused, with help on how to rename it', async () => {
  const schema = 's'.repeat(46);
  await expect(open(anAddress(schema))).rejects.toMatchObject({
    exitCode: 4,
    diagnostics: [{ code: 'PP332', help: expect.stringContaining(`ALTER SCHEMA ${schema}`) }],
  });
  await using queue = await open(anAddress(schema.slice(1)));
  expect(await queue.take('high')).toBeUndefined();
});

test('a damaged queue is not reported as a damaged ledger', async () => {
  const address = anAddress();
  await using queue = await open(address);
  await using database = await connect({ address, clock: realClock });
  await database.write((transaction) => transaction.run(`DROP TABLE ${address.schema}_jobs.job_common CASCADE`));
  const spoilt = { exitCode: 4, diagnostics: [{ code: 'PP332', help: expect.stringContaining('made again') }] };
  await expect(queue.take('high')).rejects.toMatchObject(spoilt);
  await expect(queue.add(chunksOf('news', 1, 'normal'))).rejects.toMatchObject(spoilt);
});

test('a missing database or a wrong password ends with exit 3, and the password is not shown', async () => {
  const address = anAddress();
  for (const wrong of [{ database: 'nowhere' }, { password: 'guessed' }, { password: undefined }]) {
    const refused = await open({ ...address, ...wrong }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP321' }] });
    expect(String(refused)).not.toContain('guessed');
  }
});
