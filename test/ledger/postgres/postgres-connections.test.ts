// Connections to PostgreSQL that break, above all during a commit, whose result is unknown then.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/delivery/clock.ts';
import { connect } from '../../../src/ledger/postgres/connect.ts';
import { accepted, inDoubt, openAll, plannedMany, spoolRun } from '../../contract/world.ts';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

/** COMMIT as it appears on the wire, with NUL, so that READ COMMITTED does not match. */
const commit = 'COMMIT\0';
/** The statement that writes a claim. The slots are committed before it. */
const claim = 'INSERT INTO sent';

/** A clock on which minutes pass in a moment. */
const hurried: Clock = {
  ...realClock,
  monotonic: () => realClock.monotonic() * 200,
  sleep: (milliseconds, signal) =>
    delay(milliseconds / 200, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

describe('a connection that breaks', () => {
  test('for good while a claim is committed stops the run, since nobody can tell whether it was committed', async () => {
    await using world = await postgresWorld(server());
    await using proxy = await startCuttingProxy(server().port);
    await using ledger = await world.open({ address: { ...world.address, port: proxy.port }, clock: hurried });
    const run = await spoolRun(ledger, plannedMany(1));
    const notifications = await openAll(ledger, run.id);
    proxy.cut(commit, 'for_good', claim);
    const claiming = ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
    await expect(claiming).rejects.toMatchObject({ exitCode: 8, diagnostics: [{ code: 'PP410' }] });
  });

  test('because it was closed on purpose is not connected again', async () => {
    const { address } = await postgresWorld(server());
    const database = await connect({ address, clock: realClock });
    database.beginSending();
    await database[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await expect(database.read(async () => 0)).rejects.toThrow('was closed here, and is used once more');
  });

  test.each([
    ['before', 'a claim is', claim],
    ['after', 'a claim is', claim],
    ['before', 'its slots are', 'per_minute'],
    ['after', 'its slots are', 'per_minute'],
  ] as const)('%s %s committed claims once', async (when, _, behind) => {
    await using world = await postgresWorld(server());
    await using proxy = await startCuttingProxy(server().port);
    await using ledger = await world.open({ address: { ...world.address, port: proxy.port } });
    const run = await spoolRun(ledger, plannedMany(3));
    const notifications = await openAll(ledger, run.id);
    proxy.cut(commit, when, behind);
    world.clock.pass(100);
    const claimed = await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
    expect(proxy.cuts).toBe(1);
    expect(claimed).toMatchObject({ kind: 'claimed', taken: [0, 1, 2] });
    expect(await ledger.totals(run.id)).toMatchObject([{ requests: 1, buckets: { in_doubt: 3 } }]);
    const attempt = claimed.kind === 'claimed' ? claimed.attempt : 0;
    proxy.cut(commit, when);
    await ledger.settle([{ attempt, outcomes: [accepted, accepted, inDoubt], status: 200, error: null }]);
    expect(proxy.cuts).toBe(2);
    expect(await ledger.totals(run.id)).toMatchObject([{ requests: 1, buckets: { accepted: 2, in_doubt: 1 } }]);
  });

  test('while a claim takes time to commit is connected again, and the commit is waited for', async () => {
    await using world = await postgresWorld(server());
    await using proxy = await startCuttingProxy(server().port);
    await using ledger = await world.open({ address: { ...world.address, port: proxy.port } });
    const run = await spoolRun(ledger, plannedMany(1));
    const client = new Client(server().url());
    await client.connect();
    await client.query(
      `SET search_path = ${world.address.schema};
       CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON req DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION dawdle()`,
    );
    await client.end();
    const notifications = await openAll(ledger, run.id);
    proxy.cut(commit, 'after', claim);
    const claimed = await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
    expect(claimed).toMatchObject({ kind: 'claimed', taken: [0] });
    expect(await ledger.totals(run.id)).toMatchObject([{ requests: 1, buckets: { in_doubt: 1 } }]);
  });

  test.each(['before', 'after'] as const)('%s the end of a run is committed ends it once', async (when) => {
    await using world = await postgresWorld(server());
    await using proxy = await startCuttingProxy(server().port);
    await using ledger = await world.open({ address: { ...world.address, port: proxy.port } });
    const run = await spoolRun(ledger, plannedMany(1));
    const serial = await ledger.serial();
    proxy.cut(commit, when);
    await ledger.setState(run.id, 'stopped', { why: 'it was interrupted' });
    expect(proxy.cuts).toBe(1);
    expect(await ledger.serial()).toBe(serial + 1);
  });

  test('while a command starts ends the command at once', async () => {
    await using world = await postgresWorld(server());
    await using proxy = await startCuttingProxy(server().port);
    proxy.cut('BEGIN', 'before');
    const opening = world.open({ address: { ...world.address, port: proxy.port } });
    await expect(opening).rejects.toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP320' }] });
  });

  test('for good is retried for a minute, then the run stops and can be resumed', async () => {
    await using world = await postgresWorld(server());
    const proxy = await startCuttingProxy(server().port);
    await using ledger = await world.open({ address: { ...world.address, port: proxy.port }, clock: hurried });
    const run = await spoolRun(ledger, plannedMany(1));
    const notifications = await openAll(ledger, run.id);
    await proxy[Symbol.asyncDispose]();
    const begunAt = hurried.monotonic();
    const claiming = ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
    await expect(claiming).rejects.toMatchObject({ exitCode: 8, diagnostics: [{ code: 'PP410' }] });
    expect(hurried.monotonic() - begunAt).toBeGreaterThan(55_000);
  });
});

describe('statements that are sent at once', () => {
  const deadlock = "DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40P01'; END $$";

  test('fail with the error of the first that failed, in whatever order the errors are noticed, so that the work is retried', async () => {
    await using world = await postgresWorld(server());
    await using database = await connect({ address: world.address, clock: realClock });
    let tries = 0;
    const written = await database.write(async (transaction) => {
      tries += 1;
      // Like work that sends several statements of its own, whose error is noticed later.
      const first = heardLater(transaction.run(tries === 1 ? deadlock : 'SELECT 1'));
      await Promise.all([first, transaction.run('SELECT 2')]);
      return tries;
    });
    expect(written).toBe(2);
  });

  test('are rejected after one of them failed, so that they do not run in a later transaction', async () => {
    await using world = await postgresWorld(server());
    await using database = await connect({ address: world.address, clock: realClock });
    for (const how of ['read', 'write'] as const) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const late: Promise<unknown>[] = [];
      const failing = database[how](async (transaction) => {
        late.push(promise.then(() => transaction.run('SELECT 1')));
        late.push(promise.then(() => transaction.executeSql('SELECT 1')));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      resolve();
      for (const one of late) await expect(one).rejects.toThrow('A transaction that was ended is asked once more.');
    }
  });
});

async function heardLater(asked: Promise<number>): Promise<void> {
  try {
    await asked;
  } finally {
    await Promise.resolve();
  }
}

test('every commit waits for the disk, whatever the settings of the server', async () => {
  await using world = await postgresWorld(server());
  const client = new Client(server().url());
  await client.connect();
  const role = `lax_${randomBytes(4).toString('hex')}`;
  await client.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'lax'`);
  await client.query(`ALTER ROLE ${role} SET synchronous_commit = off`);
  await client.query(`ALTER ROLE ${role} SET log_statement = 'none'`);
  const address = { ...world.address, user: role, password: 'lax' };
  await using ledger = await world.open({ address });
  const run = await spoolRun(ledger, plannedMany(1));
  await client.query(
    `CREATE TABLE seen (setting text);
     CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
     CREATE TRIGGER look BEFORE INSERT ON ${world.address.schema}.req FOR EACH ROW EXECUTE FUNCTION look()`,
  );
  const notifications = await openAll(ledger, run.id);
  await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
  const { rows } = await client.query('SELECT setting FROM seen');
  await client.end();
  expect(rows).toEqual([{ setting: 'on' }]);
});
