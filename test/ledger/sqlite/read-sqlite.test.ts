// Reading a ledger: without the lock, without leaving a trace, and always in a consistent state.
import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { macOf } from '../../../src/ledger/chunks/chunk-mac.ts';
import { checkRecord } from '../../../src/ledger/moving/record-check.ts';
import { viewSqlite } from '../../../src/ledger/sqlite/read-sqlite.ts';
import { accepted, claimSoon, inDoubt, openAll, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

function traceOf(directory: string): readonly string[] {
  return fs.readdirSync(directory).map((name) => {
    const { size, mtimeMs, ino } = fs.statSync(`${directory}/${name}`);
    return `${name} ${size} ${mtimeMs} ${ino}`;
  });
}

describe('readSqlite', () => {
  test('returns undefined if there is no ledger', async () => {
    await using world = await sqliteWorld();
    expect(await world.look()).toBeUndefined();
    expect(fs.existsSync(world.directory)).toBe(false);
  });

  test('answers everything and leaves nothing in the folder, which may be read-only', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(3));
    await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted, inDoubt, accepted]);
    await ledger.setState(run.id, 'finished', {});
    const record = await ledger.run(run.id);
    const totals = await ledger.totals(run.id);
    await world.kill(ledger);
    fs.chmodSync(world.path, 0o400);
    fs.chmodSync(world.directory, 0o500);
    const before = traceOf(world.directory);
    await using reader = await world.look({ expectId: ledger.id });
    if (reader === undefined) throw new Error('the ledger was not found');
    expect(reader.id).toBe(ledger.id);
    expect(await reader.serial()).toBe(2);
    expect(await reader.time()).toBeUndefined();
    expect(await reader.runs()).toEqual([record]);
    expect(await reader.run(run.id)).toEqual(record);
    expect(await reader.totals(run.id)).toEqual(totals);
    expect(await reader.countInDoubt(['sale'])).toBe(1);
    expect(await reader.campaigns()).toEqual([{ id: 'sale', file: 'campaigns/sale.campaign.yaml' }]);
    expect(await reader.lookup('sale', ['u0', 'u1', 'u9'])).toMatchObject([
      { kind: 'accepted' },
      { kind: 'in_doubt' },
      { kind: 'unknown' },
    ]);
    await expect(reader.totals('run_nowhere')).rejects.toMatchObject({ exitCode: 3 });
    expect(traceOf(world.directory)).toEqual(before);
    fs.chmodSync(world.directory, 0o700);
  });

  test('shows open claims of another process as in doubt, and its outcomes as soon as they are stored', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(2));
    const notifications = await openAll(ledger, run.id);
    const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
    await using reader = await world.look();
    expect(await reader?.lookup('sale', ['u0'])).toEqual([{ kind: 'in_doubt', generation: 0 }]);
    expect(await reader?.totals(run.id)).toMatchObject([{ buckets: { in_doubt: 2 } }]);
    await ledger.settle([{ attempt, outcomes: [accepted, accepted], status: 200, error: null }]);
    expect(await reader?.lookup('sale', ['u0'])).toMatchObject([{ kind: 'accepted' }]);
  });

  test('shows what another process does that started later, during and after it', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    await using reader = await world.look();
    expect(await reader?.runs()).toEqual([]);
    const ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(1));
    expect(await reader?.runs()).toMatchObject([{ id: run.id, state: 'running' }]);
    await ledger.setState(run.id, 'stopped', {});
    await world.kill(ledger);
    expect(await reader?.runs()).toMatchObject([{ id: run.id, state: 'stopped' }]);
    const next = await world.open();
    await next.startRun({ environment: 'sandbox', host: 'h', pid: 1, campaigns: [] });
    await world.kill(next);
    expect(await reader?.runs()).toHaveLength(2);
  });

  test('answers a query that was asked before it was closed, also one of a control', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    await spoolRun(ledger, plannedMany(1));
    await world.kill(ledger);
    const reader = await world.look();
    const control = await world.control();
    const runs = reader?.runs();
    await reader?.[Symbol.asyncDispose]();
    expect(await runs).toMatchObject([{ state: 'running' }]);
    const underWay = control?.countUnderWay([], 0);
    await control?.[Symbol.asyncDispose]();
    expect(await underWay).toBe(0);
  });
});

test('a view of the whole ledger is repeated if the ledger was written meanwhile', async () => {
  await using world = await sqliteWorld();
  await (await world.open())[Symbol.asyncDispose]();
  let looks = 0;
  const place = { environment: 'sandbox', endpoint: 'sandbox', path: world.path };
  const { counts } = await viewSqlite(place, async (record) => {
    looks += 1;
    if (looks === 1) {
      await using ledger = await world.open();
      await spoolRun(ledger, plannedMany(2));
    }
    return checkRecord(record, macOf(record.head, undefined));
  });
  expect([looks, counts.run]).toEqual([2, 1]);
});
