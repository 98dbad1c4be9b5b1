// A read-only folder: reading works as far as it can be exact, and sending is refused.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAll, plannedMany, spoolRun } from '../contract/world.ts';
import { macOf } from '../../src/ledger/chunks/chunk-mac.ts';
import { checkRecord } from '../../src/ledger/moving/record-check.ts';
import { viewSqlite } from '../../src/ledger/sqlite/read-sqlite.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';

/** A user id to which no system gives rights. */
const nobody = 65_534;

/** Runs `work` as another user if this user is root, to whom file modes do not apply. */
async function asOrdinaryUser(world: SqliteWorld, work: () => Promise<void>): Promise<void> {
  const { getuid, seteuid } = process;
  if (getuid === undefined || seteuid === undefined) throw new Error('This system has no users.');
  const isRoot = getuid() === 0;
  if (isRoot) {
    fs.chownSync(path.dirname(world.directory), nobody, nobody);
    seteuid(nobody);
  }
  try {
    await work();
  } finally {
    if (isRoot) seteuid(0);
    if (fs.existsSync(world.directory)) fs.chmodSync(world.directory, 0o700);
  }
}

/** Copies the files as a killed process leaves them, except those that end with `without`, and makes them read-only. */
function leaveReadOnly(world: SqliteWorld, from: string, without: string): void {
  fs.mkdirSync(world.directory);
  for (const name of fs.readdirSync(from).filter((entry) => !entry.endsWith(without))) {
    fs.copyFileSync(`${from}/${name}`, `${world.directory}/${name}`);
    fs.chmodSync(`${world.directory}/${name}`, 0o400);
  }
  fs.chmodSync(world.directory, 0o500);
}

const refusal = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP315' })] };

describe('a ledger in a read-only folder', () => {
  test('shows what a killed process left in the log', async () => {
    await using world = await sqliteWorld();
    await asOrdinaryUser(world, async () => {
      const ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      fs.renameSync(world.directory, `${world.directory}.live`);
      leaveReadOnly(world, `${world.directory}.live`, '.lock');
      await using reader = await world.look();
      expect(await reader?.runs()).toMatchObject([{ id: run.id, state: 'running' }]);
      await expect(world.open()).rejects.toMatchObject(refusal);
      expect(await openAll(ledger, run.id)).toHaveLength(2);
      await world.kill(ledger);
    });
  });

  test('reports a log that cannot be read with the remaining files', async () => {
    await using world = await sqliteWorld();
    await asOrdinaryUser(world, async () => {
      const ledger = await world.open();
      await spoolRun(ledger, plannedMany(2));
      fs.renameSync(world.directory, `${world.directory}.live`);
      leaveReadOnly(world, `${world.directory}.live`, '-shm');
      await expect(world.look()).rejects.toMatchObject(refusal);
      await world.kill(ledger);
    });
  });

  test('can be read as a whole, as by verify and export', async () => {
    await using world = await sqliteWorld();
    await asOrdinaryUser(world, async () => {
      const ledger = await world.open();
      await spoolRun(ledger, plannedMany(2));
      await ledger[Symbol.asyncDispose]();
      fs.renameSync(world.directory, `${world.directory}.live`);
      leaveReadOnly(world, `${world.directory}.live`, '.lock');
      const place = { environment: 'sandbox', endpoint: 'sandbox', path: world.path };
      const seen = await viewSqlite(place, async (record) => {
        const checked = await checkRecord(record, macOf(record.head, undefined));
        return [await record.problems(0), checked.faults, checked.counts.run, await record.countPeople()];
      });
      expect(seen).toEqual([[], [], 1, 0]);
    });
  });

  test('can be read if it was closed, but not written', async () => {
    await using world = await sqliteWorld();
    await asOrdinaryUser(world, async () => {
      await (await world.open())[Symbol.asyncDispose]();
      fs.chmodSync(world.directory, 0o500);
      await using reader = await world.look();
      expect(await reader?.runs()).toEqual([]);
      fs.chmodSync(world.path, 0o400);
      await expect(world.open()).rejects.toMatchObject(refusal);
    });
  });

  test('cannot be created there', async () => {
    await using world = await sqliteWorld();
    await asOrdinaryUser(world, async () => {
      fs.mkdirSync(world.directory, { mode: 0o500 });
      await expect(world.open()).rejects.toMatchObject(refusal);
      expect(fs.readdirSync(world.directory)).toEqual([]);
    });
  });
});
