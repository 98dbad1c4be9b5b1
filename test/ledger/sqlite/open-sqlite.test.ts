// Ledgers that are refused when they are opened, each with its error. A refusal changes nothing.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { formatMinute } from '../../../src/numbers.ts';
import { newRun, openAll, plannedMany, runCampaign, send, spoolRun, accepted } from '../../contract/world.ts';
import { tamper } from '../../support/changed-ledgers.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

const refused = (code: string) => ({
  exitCode: 4,
  diagnostics: [expect.objectContaining({ code, help: expect.any(String) })],
});

/** Returns a closed ledger with which notifications were sent. */
async function usedWorld(): Promise<SqliteWorld & { readonly id: string }> {
  const world = await sqliteWorld();
  await using ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(2));
  await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted, accepted]);
  await ledger.setState(run.id, 'finished', {});
  return { ...world, id: ledger.id };
}

function keysOf(world: SqliteWorld): readonly unknown[] {
  const database = new DatabaseSync(world.path, { readOnly: true });
  const keys = database.prepare('SELECT hex(key) AS key FROM sent').all();
  database.close();
  return keys;
}

describe('openSqlite', () => {
  test('reads what was written when the ledger is opened again', async () => {
    await using world = await usedWorld();
    await using ledger = await world.open({ expectId: world.id });
    expect(ledger.id).toBe(world.id);
    expect(await ledger.serial()).toBe(2);
    expect(await ledger.lookup('sale', ['u0'])).toMatchObject([{ kind: 'accepted' }]);
  });

  test('creates ledgers that have nothing in common', async () => {
    await using one = await usedWorld();
    await using other = await usedWorld();
    expect(one.id).not.toBe(other.id);
    expect(keysOf(one)).toHaveLength(2);
    expect(keysOf(one)).not.toEqual(keysOf(other));
  });

  test('keeps nobody in the ledger after everybody is settled', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(40, 'ada@example.invalid'));
    const look = new DatabaseSync(world.path, { readOnly: true });
    const spooled = look.prepare('SELECT notifications FROM chunk').get()?.['notifications'];
    look.close();
    if (!(spooled instanceof Uint8Array)) throw new Error('nothing was spooled');
    const middle = Buffer.from(spooled.subarray(100, 164));
    const holders = () =>
      fs.readdirSync(world.directory).filter((name) => fs.readFileSync(`${world.directory}/${name}`).includes(middle));
    await using copy = await sqliteWorld();
    fs.cpSync(world.directory, copy.directory, { recursive: true });
    const before = fs
      .readdirSync(copy.directory)
      .filter((name) => fs.readFileSync(`${copy.directory}/${name}`).includes(middle));
    expect(before).not.toEqual([]);
    const notifications = await openAll(ledger, run.id);
    for (const start of [0, 20]) {
      await send(world, ledger, run.id, notifications.slice(start, start + 20), Array(20).fill(accepted));
    }
    await ledger.finish(run.id, 0);
    await ledger.setState(run.id, 'finished', {});
    expect(fs.statSync(`${world.path}-wal`).size).toBe(0);
    await ledger[Symbol.asyncDispose]();
    expect(holders()).toEqual([]);
  });

  test('refuses a ledger with another id than expected', async () => {
    await using world = await usedWorld();
    await expect(world.open({ expectId: 'ledger_other' })).rejects.toMatchObject(refused('PP310'));
    await expect(world.look({ expectId: 'ledger_other' })).rejects.toMatchObject(refused('PP310'));
  });

  test('refuses the ledger of another environment', async () => {
    await using world = await usedWorld();
    await expect(world.open({ environment: 'production' })).rejects.toMatchObject(refused('PP310'));
  });

  test('never stores a secret from outside, and requires the same one every time', async () => {
    await using world = await sqliteWorld();
    await (await world.open({ key: 'correct horse battery' }))[Symbol.asyncDispose]();
    await using ledger = await world.open({ key: 'correct horse battery' });
    await ledger[Symbol.asyncDispose]();
    expect(fs.readFileSync(world.path).includes('correct horse battery')).toBe(false);
    await expect(world.open({ key: 'another horse' })).rejects.toMatchObject(refused('PP310'));
    await expect(world.open()).rejects.toMatchObject(refused('PP310'));
    await using own = await usedWorld();
    await expect(own.open({ key: 'correct horse battery' })).rejects.toMatchObject(refused('PP310'));
  });

  test('refuses an older copy of the ledger', async () => {
    await using world = await usedWorld();
    fs.copyFileSync(world.path, `${world.path}.backup`);
    await using ledger = await world.open();
    await ledger.setState((await ledger.startRun(newRun())).id, 'stopped', {});
    await ledger[Symbol.asyncDispose]();
    fs.copyFileSync(`${world.path}.backup`, world.path);
    await expect(world.open()).rejects.toMatchObject(refused('PP311'));
    await expect(world.look()).rejects.toMatchObject(refused('PP311'));
  });

  test('refuses a ledger that is missing, and one that was put in its place', async () => {
    await using world = await usedWorld();
    await using other = await usedWorld();
    fs.copyFileSync(other.path, world.path);
    await expect(world.open()).rejects.toMatchObject(refused('PP310'));
    fs.rmSync(world.path);
    await expect(world.open()).rejects.toMatchObject(refused('PP311'));
    await expect(world.look()).rejects.toMatchObject(refused('PP311'));
    fs.rmSync(`${world.directory}/sandbox.serial`);
    expect(await world.look()).toBeUndefined();
    await expect(world.open({ expectId: world.id })).rejects.toMatchObject(refused('PP310'));
    await using anew = await world.open();
    expect(anew.id).not.toBe(world.id);
  });

  test('refuses a ledger whose serial file cannot be read', async () => {
    await using world = await usedWorld();
    expect(fs.readFileSync(`${world.directory}/sandbox.serial`, 'utf8')).toBe(`${world.id} 2 000000000000001\n`);
    fs.writeFileSync(`${world.directory}/sandbox.serial`, '');
    await expect(world.open()).rejects.toMatchObject(refused('PP311'));
    fs.rmSync(`${world.directory}/sandbox.serial`);
    await using ledger = await world.open();
    expect(await ledger.serial()).toBe(2);
  });

  test('leaves nothing behind if a new ledger may not be created', async () => {
    await using world = await sqliteWorld();
    await expect(world.open({ create: 'refuse' })).rejects.toMatchObject(refused('PP314'));
    expect(fs.existsSync(world.directory)).toBe(false);
    await using ledger = await world.open();
    expect(await ledger.runs()).toEqual([]);
  });

  test('refuses a ledger of a newer version', async () => {
    await using world = await usedWorld();
    tamper(world, 'PRAGMA user_version = 99');
    await expect(world.open()).rejects.toMatchObject(refused('PP312'));
    await expect(world.look()).rejects.toMatchObject(refused('PP312'));
  });

  test.each([
    ['text', (file: string) => fs.writeFileSync(file, 'This is not a database, but it is long enough.'.repeat(20))],
    ['nothing', (file: string) => fs.truncateSync(file, 0)],
    ['half of it', (file: string) => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 2))],
  ])('refuses a file that holds %s', async (_what, damage) => {
    await using world = await usedWorld();
    damage(world.path);
    const content = fs.readFileSync(world.path);
    await expect(world.open()).rejects.toMatchObject(refused('PP315'));
    await expect(world.look()).rejects.toMatchObject(refused('PP315'));
    expect(fs.readFileSync(world.path)).toEqual(content);
  });

  test('refuses another SQLite file, and does not change it', async () => {
    await using world = await usedWorld();
    fs.rmSync(world.path);
    tamper(world, 'CREATE TABLE meta (one); INSERT INTO meta VALUES (1)');
    fs.chmodSync(world.path, 0o600);
    const content = fs.readFileSync(world.path);
    await expect(world.open()).rejects.toMatchObject(refused('PP315'));
    expect(fs.readFileSync(world.path)).toEqual(content);
  });

  test('refuses a directory in its place', async () => {
    await using world = await sqliteWorld();
    fs.mkdirSync(world.path, { recursive: true });
    await expect(world.open()).rejects.toMatchObject(refused('PP315'));
    await expect(world.look()).rejects.toMatchObject(refused('PP315'));
  });

  test('tells a second process who holds the ledger, and lets it in afterwards', async () => {
    await using world = await usedWorld();
    const ledger = await world.open({ host: 'desk-7' });
    await expect(world.open({ host: 'desk-8' })).rejects.toMatchObject({
      exitCode: 9,
      message: expect.stringContaining(`process ${process.pid} on desk-7 since ${formatMinute(world.clock.now())}`),
      diagnostics: [expect.objectContaining({ code: 'PP409' })],
    });
    await ledger[Symbol.asyncDispose]();
    await using next = await world.open();
    expect(await next.serial()).toBe(2);
  });

  test('does not at once report a holder name that a dead process left', async () => {
    await using world = await usedWorld();
    await using ledger = await world.open({ pid: 2 ** 22 + 1 });
    const { slept } = world.clock;
    await expect(world.open()).rejects.toMatchObject({ exitCode: 9 });
    expect(slept.reduce((sum, milliseconds) => sum + milliseconds, 0)).toBe(1_000);
    expect(await ledger.runs()).toHaveLength(1);
  });

  test('reports changed settings of a campaign as damage and does not crash', async () => {
    await using world = await usedWorld();
    for (const settings of ['{', '7', JSON.stringify({ ...runCampaign(), failOn: { refused: 3 } })]) {
      tamper(world, `UPDATE run_campaign SET settings = '${settings}'`);
      await using ledger = await world.open();
      await expect(ledger.runs()).rejects.toMatchObject(refused('PP315'));
    }
  });
});
