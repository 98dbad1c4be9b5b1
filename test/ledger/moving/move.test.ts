// A ledger that moves from one database to the other and back: it remembers everything it did, and only one of them can send.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/delivery/clock.ts';
import { readExport, writeExport } from '../../../src/ledger/moving/export-file.ts';
import { closePostgres, importIntoPostgres, viewPostgres } from '../../../src/ledger/postgres/move-postgres.ts';
import { closeSqlite, importIntoSqlite } from '../../../src/ledger/sqlite/move-sqlite.ts';
import { viewSqlite } from '../../../src/ledger/sqlite/read-sqlite.ts';
import { refuseForeignRecord } from '../../../src/ledger/moving/move-target.ts';
import { checkRecord, type CheckedRecord } from '../../../src/ledger/moving/record-check.ts';
import { openAll, accepted, send } from '../../contract/world.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { allAnswers, fillRichly } from '../../support/rich-ledger.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

const server = sharePostgresDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-move-'));

afterAll(() => fs.rmSync(folder, { recursive: true }));

function newFile(): string {
  return path.join(folder, `${randomBytes(6).toString('hex')}.ledger`);
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it is not there');
  return value;
}

const ours = { environment: 'sandbox', endpoint: 'sandbox' } as const;
const by = { host: 'runner-1', pid: 4_242 };

async function moveToPostgres(from: string, to: Awaited<ReturnType<typeof postgresWorld>>): Promise<CheckedRecord> {
  const file = newFile();
  const beforeItCounts = (serial: number): Promise<void> => closeSqlite({ ...ours, path: from }, { at: 1, serial });
  await viewSqlite({ ...ours, path: from }, (source) => writeExport(source, { file, kind: 'move', beforeItCounts }));
  await importIntoPostgres({ ...ours, address: to.address, clock: to.clock, random: randomBytes, ...by }, file);
  return readExport(file, checkRecord);
}

async function moveToSqlite(
  from: Awaited<ReturnType<typeof postgresWorld>>,
  to: { readonly path: string; readonly clock: Clock },
): Promise<CheckedRecord> {
  const file = newFile();
  const place = { ...ours, address: from.address, clock: from.clock };
  {
    await using _lock = await from.open();
    const beforeItCounts = (serial: number): Promise<void> => closePostgres({ ...place, ...by }, { at: 1, serial });
    await viewPostgres(place, (source) => writeExport(source, { file, kind: 'move', beforeItCounts }));
  }
  await importIntoSqlite({ ...ours, path: to.path, clock: to.clock, host: by.host }, file);
  return readExport(file, checkRecord);
}

test('from SQLite to PostgreSQL to SQLite: the answers are the same, no fault is found, and a stopped run can be resumed', async () => {
  await using first = await sqliteWorld();
  const runs = await fillRichly(first);
  const before = await allAnswers(there(await first.look()));
  const people = await first.people();
  expect(people).not.toContain(null);
  const counts = {
    run: 3,
    req: 5,
    sent: 14,
    chunk: 5,
    decision: 2,
    decided: 2,
    campaign: 2,
    reason: 3,
    run_campaign: 4,
    list: 1,
    list_person: 2,
    left_out: 1,
    approval: 1,
    rollout: 1,
  };

  await using second = await postgresWorld(server());
  expect(await moveToPostgres(first.path, second)).toMatchObject({ counts, faults: [] });
  {
    await using moved = there(await second.look());
    expect(await allAnswers(moved)).toEqual(before);
    expect(await second.people()).toEqual(people);
  }
  await expect(first.open()).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining('was closed') });

  await using third = await sqliteWorld();
  expect(await moveToSqlite(second, third)).toMatchObject({ counts, faults: [] });
  expect(await allAnswers(there(await third.look()))).toEqual(before);
  expect(await third.people()).toEqual(people);
  await expect(second.open()).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining('was closed') });

  await using ledger = await third.open();
  const [, , stopped = ''] = runs;
  await ledger.adoptRun(stopped, by);
  const left = await openAll(ledger, stopped);
  expect(left.map(({ row }) => row)).toEqual([12]);
  await send(third, ledger, stopped, left, [accepted]);
  await ledger.setState(stopped, 'finished', {});
  const [totals] = await ledger.totals(stopped);
  expect(totals?.buckets).toEqual({ accepted: 2, refused: 0, rejected: 0, in_doubt: 1, not_sent: 0 });
});

test('thousands of rows and a run that is still open are moved', async () => {
  await using first = await sqliteWorld();
  await fillRichly(first);
  {
    using database = new DatabaseSync(first.path);
    database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      INSERT INTO campaign (id, file) SELECT 'many-' || i, 'many.campaign.yaml' FROM n`);
    database.exec("UPDATE run SET state = 'loading' WHERE number = 3");
  }
  await using second = await postgresWorld(server());
  expect(await moveToPostgres(first.path, second)).toMatchObject({ counts: { campaign: 2_502 }, faults: [] });
  await using third = await sqliteWorld();
  expect(await moveToSqlite(second, third)).toMatchObject({ counts: { campaign: 2_502 }, faults: [] });
  expect(await allAnswers(there(await third.look()))).toEqual(await allAnswers(there(await first.look())));
});

test('a secret that is kept outside stays outside, and is required', async () => {
  const key = 'a secret of our own';
  await using first = await sqliteWorld();
  await fillRichly({ ...first, open: (options) => first.open({ ...options, key }) });
  const file = newFile();
  const order = { file, kind: 'copy', beforeItCounts: async () => {} } as const;
  await viewSqlite({ ...ours, path: first.path, key }, (source) => writeExport(source, order));
  const head = await readExport(file, async (reading) => reading.head);
  expect(head.secret).toBeNull();
  for (const wrong of [{}, { key: 'another' }]) {
    expect(() => refuseForeignRecord(file, head, { ...ours, ...wrong })).toThrow(/secret/v);
  }
  refuseForeignRecord(file, head, { ...ours, key });
  await using second = await postgresWorld(server());
  const place = { ...ours, address: second.address, clock: second.clock, random: randomBytes, ...by, key };
  await importIntoPostgres(place, file);
  await using moved = there(await second.look({ key }));
  expect(await allAnswers(moved)).toEqual(await allAnswers(there(await first.look({ key }))));
});

async function exported(): Promise<string> {
  await using world = await sqliteWorld();
  await fillRichly(world);
  const file = newFile();
  const order = { file, kind: 'copy', beforeItCounts: async () => {} } as const;
  await viewSqlite({ ...ours, path: world.path }, (source) => writeExport(source, order));
  return file;
}

async function query(schema: string, sql: string): Promise<void> {
  const client = new Client(server().url());
  await client.connect();
  await client.query(`SET search_path = ${schema}; ${sql}`);
  await client.end();
}

describe('an import into a SQLite ledger', () => {
  test('is done if the ledger is empty, and refused if it is held or if the file is not a pushplan ledger', async () => {
    const file = await exported();
    await using world = await sqliteWorld();
    const place = { ...ours, path: world.path, clock: world.clock, host: by.host };
    {
      await using _held = await world.open();
      await expect(importIntoSqlite(place, file)).rejects.toMatchObject({ exitCode: 9 });
    }
    // The existing ledger has another lineage, and has sent nothing.
    fs.rmSync(`${world.directory}/sandbox.serial`, { force: true });
    await importIntoSqlite(place, file);
    await using other = await sqliteWorld();
    fs.mkdirSync(other.directory);
    using database = new DatabaseSync(other.path);
    database.exec('CREATE TABLE people (id)');
    fs.chmodSync(other.path, 0o600);
    await expect(importIntoSqlite({ ...place, path: other.path }, file)).rejects.toMatchObject({
      exitCode: 4,
      diagnostics: [{ code: 'PP315' }],
    });
  });
});

describe('an import into a schema on PostgreSQL', () => {
  test('leaves tables of another project alone, and does not read them as a ledger', async () => {
    await using world = await postgresWorld(server());
    const { address, clock } = world;
    await query('public', `CREATE SCHEMA ${address.schema} CREATE TABLE people (id int)`);
    const place = { ...ours, address, clock, random: randomBytes, ...by };
    const refusal = { exitCode: 4, diagnostics: [{ code: 'PP315' }] };
    await expect(importIntoPostgres(place, await exported())).rejects.toMatchObject(refusal);
    await expect(viewPostgres(place, checkRecord)).rejects.toMatchObject(refusal);
  });

  test('counts the rows, and so notices a trigger that drops some of them', async () => {
    await using world = await postgresWorld(server());
    {
      await using _made = await world.open();
    }
    const { address, clock } = world;
    await query(
      address.schema,
      `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
       CREATE TRIGGER lose BEFORE INSERT ON sent FOR EACH ROW EXECUTE FUNCTION lose()`,
    );
    const place = { ...ours, address, clock, random: randomBytes, ...by };
    await expect(importIntoPostgres(place, await exported())).rejects.toMatchObject({
      exitCode: 4,
      diagnostics: [
        {
          code: 'PP344',
          message: expect.stringContaining('took in other counts than the export has: 0 notifications of'),
        },
      ],
    });
    await using ledger = await world.open();
    expect(await ledger.runs()).toEqual([]);
  });

  test('takes the export back into the ledger that was moved away; a process that lost its hold closes nothing', async () => {
    await using world = await postgresWorld(server());
    await fillRichly(world);
    const place = { ...ours, address: world.address, clock: world.clock };
    const before = await allAnswers(there(await world.look()));
    {
      await using _lock = await world.open();
      for (const other of [
        { host: 'runner-2', pid: 1 },
        { ...by, pid: 1 },
      ]) {
        await expect(closePostgres({ ...place, ...other }, { at: 1, serial: 9 })).rejects.toMatchObject({
          exitCode: 9,
        });
      }
    }
    await moveToPostgres((await moved(world)).path, world);
    await using ledger = await world.open();
    expect(await allAnswers(ledger)).toEqual(before);
  });

  test('a ledger in which workers end a run during the export is neither closed nor exported', async () => {
    await using world = await postgresWorld(server());
    await fillRichly(world);
    const place = { ...ours, address: world.address, clock: world.clock };
    await using _lock = await world.open();
    const file = newFile();
    const beforeItCounts = async (serial: number): Promise<void> => {
      await query(world.address.schema, 'UPDATE meta SET serial = serial + 1');
      await closePostgres({ ...place, ...by }, { at: 1, serial });
    };
    await expect(
      viewPostgres(place, (source) => writeExport(source, { file, kind: 'move', beforeItCounts })),
    ).rejects.toMatchObject({
      exitCode: 4,
      diagnostics: [{ code: 'PP342', help: expect.stringContaining('once more') }],
    });
    await expect(readExport(file, checkRecord)).rejects.toMatchObject({
      exitCode: 3,
      diagnostics: [{ code: 'PP150' }],
    });
    expect(await world.look()).toBeDefined();
  });

  test('leaves tables alone that refer to the tables of the ledger', async () => {
    await using first = await sqliteWorld();
    await fillRichly(first);
    await using world = await postgresWorld(server());
    {
      await using _made = await world.open();
    }
    await query(
      world.address.schema,
      'CREATE TABLE theirs (run bigint REFERENCES run); INSERT INTO theirs VALUES (NULL)',
    );
    await expect(moveToPostgres(first.path, world)).rejects.toMatchObject({ exitCode: 4 });
    await using ledger = await world.open();
    expect(await ledger.runs()).toEqual([]);
  });

  test('a sequence that is behind its rows is reported as a problem', async () => {
    await using world = await postgresWorld(server());
    await fillRichly(world);
    await query(world.address.schema, "SELECT setval('attempt', 2)");
    const place = { ...ours, address: world.address, clock: world.clock };
    const problems = await viewPostgres(place, async (source) =>
      source.problems((await checkRecord(source)).lastAttempt),
    );
    expect(problems).toEqual(['the sequence of attempts stands at 2, and there is an attempt 5']);
  });
});

async function moved(world: Awaited<ReturnType<typeof postgresWorld>>): Promise<{ readonly path: string }> {
  const to = path.join(folder, `${randomBytes(6).toString('hex')}.db`);
  await moveToSqlite(world, { path: to, clock: world.clock });
  return { path: to };
}
