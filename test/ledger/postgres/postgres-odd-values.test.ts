// Rare values and calls on PostgreSQL: characters that its text cannot hold, races for a new reason, very long runs.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { asPostgresRefusal, LostConnection, sortError } from '../../../src/ledger/postgres/postgres-fault.ts';
import { Contested } from '../../../src/ledger/sql.ts';
import { accepted, claimSoon, newRun, openAll, optOut, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { postgresWorld, type PostgresWorld } from '../../support/postgres-world.ts';
import { sharePostgres } from '../../support/share-postgres.ts';

const server = sharePostgres();

async function connectTo({ address }: PostgresWorld): Promise<Client & AsyncDisposable> {
  const client = new Client({ ...address, password: address.password ?? '', ssl: false });
  await client.connect();
  await client.query(`SET search_path = ${address.schema}`);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

test('a text with NUL is stored with a replacement character', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(1));
  await send(world, ledger, run.id, await openAll(ledger, run.id), [{ kind: 'refused', reason: 'Opt\0Out' }]);
  await ledger.setState(run.id, 'stopped', { why: 'stopped\0by hand' });
  expect(await ledger.run(run.id)).toMatchObject({ why: 'stopped\u{FFFD}by hand' });
  expect(await ledger.totals(run.id)).toMatchObject([{ refused: { 'Opt\u{FFFD}Out': 1 } }]);
});

test.each(['NULL', 'null', '{NULL}', 'a,b', '"', ''])('an error that reads %j is stored unchanged', async (error) => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(1));
  const notifications = await openAll(ledger, run.id);
  const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
  await ledger.settle([{ attempt, outcomes: [{ kind: 'not_sent' }], status: null, error }]);
  expect(await ledger.lastError(run.id)).toMatchObject({ error });
});

test('two processes that store the same new reason at the same moment use one byte for it', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await using rival = await connectTo(world);
  const run = await spoolRun(ledger, plannedMany(1));
  const notifications = await openAll(ledger, run.id);
  const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
  await rival.query("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('pushplan reason ' || current_schema(), 0))");
  const settling = ledger.settle([{ attempt, outcomes: [optOut], status: 200, error: null }]);
  const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'";
  while ((await rival.query(waiting)).rowCount === 0) await delay(5);
  await rival.query("INSERT INTO reason VALUES (16, 'refused', 'OptOut'); COMMIT");
  await settling;
  expect((await rival.query('SELECT byte FROM reason')).rows).toEqual([{ byte: 16 }]);
  expect(await ledger.totals(run.id)).toMatchObject([{ refused: { OptOut: 1 } }]);
});

test('a claim takes nobody if another process was faster', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await using rival = await connectTo(world);
  const run = await spoolRun(ledger, plannedMany(2));
  const [first, second] = await openAll(ledger, run.id);
  if (first === undefined || second === undefined) throw new Error('two were planned');
  await send(world, ledger, run.id, [first], [{ kind: 'accepted' }]);
  await rival.query('BEGIN');
  await rival.query('INSERT INTO sent SELECT campaign, $1::uuid, generation, req, digest FROM sent', [second.key]);
  const claiming = claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: [second] });
  const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'";
  while ((await rival.query(waiting)).rowCount === 0) await delay(5);
  await rival.query('COMMIT');
  expect(await claiming).toEqual({ kind: 'claimed', attempt: 0, taken: [] });
});

test('all requests of a run are counted, also if there are more than are read at a time', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await using client = await connectTo(world);
  const run = await spoolRun(ledger, plannedMany(1_000));
  await client.query(
    `INSERT INTO req (attempt, run, chunk, campaign, claimed_at, settled_at, slot, slot_generation, outcomes, doubts, repeats, retry)
     SELECT i, run.number, 0, campaign.number, 0, 0, 1, 1, '\\x03', 0, 0, 1 FROM run, campaign, generate_series(1, 20001) AS i`,
  );
  expect(await ledger.totals(run.id)).toMatchObject([{ requests: 20_001, retries: 20_001 }]);
});

test("the people of a run are gone from the server's files when it ends", async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await using client = await connectTo(world);
  const size = async (): Promise<unknown> => {
    const sql = "SELECT pg_relation_size(reltoastrelid)::integer AS bytes FROM pg_class WHERE oid = 'chunk'::regclass";
    return (await client.query(sql)).rows[0].bytes;
  };
  const people = plannedMany(500).map((one) => ({ ...one, payload: Buffer.from(randomBytes(60).toString('hex')) }));
  const run = await spoolRun(ledger, people);
  expect(await size()).toBeGreaterThan(30_000);
  const all = await openAll(ledger, run.id);
  for (let start = 0; start < all.length; start += 20) {
    await send(world, ledger, run.id, all.slice(start, start + 20), Array<Outcome>(20).fill(accepted));
  }
  await ledger.finish(run.id, 0);
  await ledger.setState(run.id, 'finished', {});
  expect(await size()).toBe(0);
});

test('settling an empty list of attempts changes nothing', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await ledger.settle([]);
  expect(await ledger.serial()).toBe(0);
});

test('a missing ledger is distinguished from a missing server, also for commands that only read', async () => {
  await using world = await postgresWorld(server());
  await using ledger = await world.open();
  await using looking = await world.look();
  await using client = await connectTo(world);
  expect(looking?.id).toBe(ledger.id);
  await client.query(`DROP SCHEMA ${world.address.schema} CASCADE`);
  await expect(looking?.runs()).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP315' }] });
});

test('a ledger whose id is pinned is not created if there is none', async () => {
  await using world = await postgresWorld(server());
  await expect(world.open({ expectId: 'ledger_of_old' })).rejects.toMatchObject({
    exitCode: 4,
    diagnostics: [{ code: 'PP310', message: expect.stringContaining('ledger_of_old') }],
  });
  await using ledger = await world.open();
  await expect(world.look({ expectId: 'ledger_of_old' })).rejects.toMatchObject({ exitCode: 4 });
  expect(await world.look({ expectId: ledger.id })).toMatchObject({ id: ledger.id });
});

test('the secret may be kept outside, and is then not stored in the ledger', async () => {
  await using world = await postgresWorld(server());
  await (await world.open({ key: 'outside' }))[Symbol.asyncDispose]();
  await using client = await connectTo(world);
  expect((await client.query('SELECT secret FROM meta')).rows).toEqual([{ secret: null }]);
  await expect(world.open({ key: 'another' })).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP310' }] });
  await expect(world.open()).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP310' }] });
  await using ledger = await world.open({ key: 'outside' });
  const run = await spoolRun(ledger, plannedMany(1));
  await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
  expect(await ledger.lookup('sale', ['u0'])).toMatchObject([{ kind: 'accepted' }]);
});

describe('a call that only a defect of pushplan could make', () => {
  test('is recognised by its error', async () => {
    await using world = await postgresWorld(server());
    await using ledger = await world.open();
    const run = await ledger.startRun(newRun());
    await expect(ledger.append(run.id, 9, plannedMany(1))).rejects.toThrow('has no campaign 9');
    await ledger.append(run.id, 0, plannedMany(1));
    await expect(ledger.flush('run_other')).rejects.toThrow('is being spooled, not run_other');
    await ledger.setState(run.id, 'running', {});
    await expect(ledger.open(run.id, 7)).rejects.toThrow('has no chunk 7');
    const claim = { run: 'run_nowhere', chunk: 0, campaign: 0, notifications: [] };
    await expect(ledger.claim(claim)).rejects.toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP412' }] });
  });

  test('is not taken for an error of the server', () => {
    const ours = new TypeError('ours');
    expect(asPostgresRefusal(ours, 'there', 'sending')).toBe(ours);
    expect(asPostgresRefusal('a text', 'there', 'sending')).toMatchObject({ message: 'a text' });
    const gathered = new AggregateError([new Error('refused.'), new Error(''), 'odd']);
    expect(sortError(gathered)).toMatchObject({ message: 'refused, no reason given, no reason given' });
    // The error of the server for a process that was frozen during a transaction, when it wakes up.
    const late = Object.assign(new Error('terminating connection'), { code: '25P03', severity: 'FATAL' });
    expect(sortError(late)).toBeInstanceOf(LostConnection);
    for (const code of ['40001', '40P01', '55P03']) {
      expect(sortError(Object.assign(new Error('in the way'), { code, severity: 'ERROR' }))).toBeInstanceOf(Contested);
    }
    const inTheWay = asPostgresRefusal(new Contested('deadlock detected'), 'there', 'opening');
    expect(inTheWay).toMatchObject({ exitCode: 3, diagnostics: [{ code: 'PP320' }] });
  });
});
