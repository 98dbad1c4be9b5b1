// Ledgers of pushplan 0.1.0 signed no chunks: they are signed when they are brought forward, and when their export is imported.
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExport, writeExport } from '../../src/ledger/export-file.ts';
import { migratePostgres, migrateSqlite } from '../../src/ledger/migrate.ts';
import { postgresMigrations, sqliteMigrations } from '../../src/ledger/migrations.ts';
import { importIntoPostgres } from '../../src/ledger/move-postgres.ts';
import { importIntoSqlite, viewSqlite } from '../../src/ledger/move-sqlite.ts';
import { checkRecord } from '../../src/ledger/record-check.ts';
import { accepted, openAll, send, type LedgerWorld } from '../contract/world.ts';
import { changedPostgres, changedSqlite, type ChangedLedger } from '../support/changed-ledgers.ts';
import { startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { fillRichly } from '../support/rich-ledger.ts';

let started: PostgresServer | undefined;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-unsigned-'));

beforeAll(async () => {
  started = await startPostgres();
});

afterAll(async () => {
  await started?.[Symbol.asyncDispose]();
  fs.rmSync(folder, { recursive: true });
});

function server(): PostgresServer {
  if (started === undefined) throw new Error('the server was not started');
  return started;
}

const owner = { environment: 'sandbox', endpoint: 'sandbox' };
const by = { host: 'runner-1', pid: 4_242 };
const older = 'ALTER TABLE chunk DROP COLUMN mac; ALTER TABLE meta DROP COLUMN endpoint;';

interface OldLedger extends ChangedLedger {
  /** As version 1 was. */
  age(): Promise<void>;
  migrate(key?: string): Promise<unknown>;
  /** The same, opened with a secret that is kept outside. */
  withKey(key: string): LedgerWorld;
}

async function oldSqlite(): Promise<OldLedger> {
  const changed = await changedSqlite();
  const { world } = changed;
  const { path: file, clock } = world;
  return {
    ...changed,
    withKey: (key) => ({ ...world, open: (options) => world.open({ ...options, key }) }),
    age: () => changed.change(`${older} PRAGMA user_version = 1`),
    migrate: (key) =>
      migrateSqlite(
        { ...owner, path: file, clock, host: by.host, ...(key === undefined ? {} : { key }) },
        sqliteMigrations,
      ),
  };
}

async function oldPostgres(): Promise<OldLedger> {
  const changed = await changedPostgres(server());
  const { world } = changed;
  const { address, clock } = world;
  return {
    ...changed,
    withKey: (key) => ({ ...world, open: (options) => world.open({ ...options, key }) }),
    age: () => changed.change(`${older} ALTER TABLE chunk RENAME worker TO owner; UPDATE meta SET version = 1`),
    migrate: (key) =>
      migratePostgres(
        { ...owner, address, clock, databaseTime: () => clock.now(), ...by, ...(key === undefined ? {} : { key }) },
        postgresMigrations,
      ),
  };
}

/** The run of `fillRichly` that was stopped goes on, to the end. */
async function goOn({ world }: Pick<ChangedLedger, 'world'>, runs: readonly string[]): Promise<void> {
  const [, , id = ''] = runs;
  await using ledger = await world.open();
  await ledger.adoptRun(id, by);
  const left = await openAll(ledger, id);
  expect(left.map(({ row }) => row)).toEqual([12]);
  await send(world, ledger, id, left, [accepted]);
  await ledger.finish(id, 0);
  await ledger.setState(id, 'finished', {});
}

describe.each([
  ['SQLite', oldSqlite],
  ['PostgreSQL', oldPostgres],
])('%s', (_name, make) => {
  test('brought forward it is whole, and what was stopped goes on', async () => {
    await using old = await make();
    const runs = await fillRichly(old.world);
    await old.age();
    expect(await old.migrate()).toMatchObject({ from: 1, to: 2 });
    expect(await old.verify()).toEqual([]);
    await goOn(old, runs);
    expect(await old.verify()).toEqual([]);
  });

  test('a secret that is kept outside is needed, and no other is taken', async () => {
    const key = 'a secret of our own';
    await using old = await make();
    const withKey = old.withKey(key);
    const runs = await fillRichly(withKey);
    await old.age();
    for (const wrong of [undefined, 'another']) {
      await expect(old.migrate(wrong)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP310' }] });
    }
    expect(await old.migrate(key)).toMatchObject({ from: 1, to: 2 });
    await goOn({ world: withKey }, runs);
  });
});

/** Of a ledger with a run that was stopped, as pushplan 0.1.0 wrote it. */
async function oldExport(): Promise<{ readonly file: string; readonly runs: readonly string[] }> {
  await using changed = await changedSqlite();
  const runs = await fillRichly(changed.world);
  const whole = path.join(folder, `${randomBytes(6).toString('hex')}.ledger`);
  const order = { file: whole, kind: 'move', beforeItCounts: async () => {} } as const;
  await viewSqlite({ ...owner, path: changed.world.path }, (source) => writeExport(source, order));
  const [head = '', ...rows] = zstdDecompressSync(fs.readFileSync(whole).subarray(0, -32)).toString().split('\n');
  const { endpoint: _none, ...older } = JSON.parse(head) as Record<string, unknown>;
  const lines = [
    JSON.stringify({ ...older, version: 1 }),
    ...rows.map((row) => (row.startsWith('["chunk"') ? JSON.stringify(JSON.parse(row).slice(0, -1)) : row)),
  ];
  const compressed = zstdCompressSync(lines.join('\n'));
  const file = `${whole}.old`;
  const sum = createHash('sha256').update(compressed).digest();
  fs.writeFileSync(file, Buffer.concat([compressed, sum]), { mode: 0o600 });
  expect(await readExport(file, checkRecord)).toMatchObject({ faults: [] });
  return { file, runs };
}

test('an export of version 1 is signed in a file', async () => {
  const { file, runs } = await oldExport();
  await using changed = await changedSqlite();
  const { path: to, clock } = changed.world;
  await importIntoSqlite({ ...owner, path: to, clock, host: by.host }, file);
  expect(await changed.verify()).toEqual([]);
  await goOn(changed, runs);
});

test('an export of version 1 is signed in a schema', async () => {
  const { file, runs } = await oldExport();
  await using changed = await changedPostgres(server());
  const { address, clock } = changed.world;
  await importIntoPostgres({ ...owner, address, clock, random: randomBytes, ...by }, file);
  expect(await changed.verify()).toEqual([]);
  await goOn(changed, runs);
});
