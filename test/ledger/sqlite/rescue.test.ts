// Outcomes that could not be written to the ledger are recorded when it is opened again, and nobody gets a notification twice.
import fs from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { writeRescueLine } from '../../../src/ledger/sqlite/rescue-text.ts';
import type { SqliteLedger } from '../../../src/ledger/sqlite/sqlite-ledger.ts';
import { accepted, allInDoubt, badTitle, claimSoon, inDoubt, notSent, openAll, optOut } from '../../contract/world.ts';
import { newRun, plannedMany, repeated, send, spoolRun } from '../../contract/world.ts';
import { sqliteWorld, type SqliteWorld } from '../../support/sqlite-world.ts';

const rescueOf = (world: SqliteWorld): string => `${world.path}.rescue`;

/** Makes every write of an outcome into the ledger fail. Everything else works. */
function breakOutcomes(world: SqliteWorld): Disposable {
  const database = new DatabaseSync(world.path);
  database.exec(`CREATE TRIGGER broken BEFORE UPDATE OF settled_at ON req BEGIN SELECT RAISE(ABORT, 'no'); END`);
  return {
    [Symbol.dispose]: () => {
      database.exec('DROP TRIGGER broken');
      database.close();
    },
  };
}

/** Starts a run of `people` people and claims the first `count` of them. */
async function claimFirst(world: SqliteWorld, ledger: SqliteLedger, people: number, count: number) {
  const { id: run } = await spoolRun(ledger, plannedMany(people));
  const notifications = (await openAll(ledger, run)).slice(0, count);
  const { attempt } = await claimSoon(world, ledger, { run, chunk: 0, campaign: 0, notifications });
  return { run, attempt };
}

function settled(attempt: number, outcomes: readonly Outcome[]) {
  return [{ attempt, outcomes, status: 200, error: null }];
}

/** Leaves what a process leaves that died after it wrote outcomes to the rescue file. */
async function leaveRescue(world: SqliteWorld, outcomes: readonly Outcome[]): Promise<string> {
  const ledger = await world.open();
  const { run, attempt } = await claimFirst(world, ledger, outcomes.length + 1, outcomes.length);
  {
    using _ = breakOutcomes(world);
    const settling = ledger.settle(settled(attempt, outcomes));
    await expect(settling).rejects.toMatchObject({ diagnostics: [{}, { code: 'PP416', severity: 'warning' }] });
  }
  await world.kill(ledger);
  return run;
}

describe('the rescue file', () => {
  test('exists at its full size while a run sends, and is removed when the run ends or pauses', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const run = await ledger.startRun(newRun());
    expect(fs.existsSync(rescueOf(world))).toBe(false);
    await ledger.setState(run.id, 'running', {});
    const { size, blocks } = fs.statSync(rescueOf(world));
    expect(size).toBe(128 * 1024);
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
    await ledger.setState(run.id, 'paused', {});
    expect(fs.existsSync(rescueOf(world))).toBe(false);
    await ledger.setState(run.id, 'running', {});
    await ledger.setState(run.id, 'stopped', {});
    expect(fs.existsSync(rescueOf(world))).toBe(false);
    await ledger.adoptRun(run.id, { host: 'h', pid: 1 });
    expect(fs.existsSync(rescueOf(world))).toBe(true);
  });

  test('is not reported as kept if somebody removed it: what was sent is in doubt', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    const { run, attempt } = await claimFirst(world, ledger, 2, 1);
    {
      using _ = breakOutcomes(world);
      fs.rmSync(rescueOf(world));
      // Only one finding, and none about outcomes that were kept.
      await expect(ledger.settle(settled(attempt, [accepted]))).rejects.toMatchObject({ diagnostics: [{}] });
    }
    await world.kill(ledger);
    await using next = await world.open();
    expect(next.findings).toEqual([]);
    expect(await next.totals(run)).toMatchObject([{ buckets: { accepted: 0, in_doubt: 1, not_sent: 1 } }]);
  });

  test('is read by the next command and reported once', async () => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, optOut, badTitle, notSent, repeated, inDoubt]);
    await using ledger = await world.open();
    expect(ledger.findings).toMatchObject([{ code: 'PP416', message: expect.stringContaining('Notifications: 6.') }]);
    expect(await ledger.totals(run)).toMatchObject([
      { buckets: { accepted: 1, refused: 1, rejected: 1, in_doubt: 1, not_sent: 3 } },
    ]);
    await ledger.adoptRun(run, { host: 'h', pid: 1 });
    expect((await openAll(ledger, run)).map(({ row }) => row)).toEqual([4, 5, 7]);
    await ledger.setState(run, 'stopped', {});
    await world.kill(ledger);
    await using next = await world.open();
    expect(next.findings).toEqual([]);
    expect(fs.readdirSync(world.directory).filter((name) => name.includes('rescue'))).toEqual([]);
  });

  test('changes nothing when it is read twice, because a process died before it removed the file', async () => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, notSent]);
    const kept = fs.readFileSync(rescueOf(world));
    const first = await world.open();
    await first.adoptRun(run, { host: 'h', pid: 1 });
    await send(world, first, run, await openAll(first, run), [accepted, accepted]);
    await world.kill(first);
    fs.writeFileSync(rescueOf(world), kept, { mode: 0o600 });
    await using second = await world.open();
    expect(await second.totals(run)).toMatchObject([{ buckets: { accepted: 3, in_doubt: 0, not_sent: 0 } }]);
  });

  test('is read although somebody changed the chunk it belongs to', async () => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, accepted]);
    {
      using database = new DatabaseSync(world.path);
      database.exec('UPDATE chunk SET mac = NULL');
    }
    await using ledger = await world.open();
    expect(await ledger.totals(run)).toMatchObject([{ buckets: { accepted: 2, in_doubt: 0, not_sent: 1 } }]);
    await ledger.adoptRun(run, { host: 'h', pid: 1 });
    await expect(openAll(ledger, run)).rejects.toMatchObject({ exitCode: 4, diagnostics: [{ code: 'PP347' }] });
  });

  test('is read later for a run that could still end, which removes the people of the run then', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open();
    const { run, attempt } = await claimFirst(world, ledger, 2, 2);
    {
      using _ = breakOutcomes(world);
      await expect(ledger.settle(settled(attempt, [accepted, accepted]))).rejects.toMatchObject({});
    }
    await ledger.setState(run, 'finished', {});
    expect(await allInDoubt(ledger, run)).toHaveLength(2);
    await world.kill(ledger);
    await using next = await world.open();
    expect(await next.totals(run)).toMatchObject([{ buckets: { accepted: 2, in_doubt: 0 } }]);
    const database = new DatabaseSync(world.path, { readOnly: true });
    expect(database.prepare('SELECT notifications FROM chunk').all()).toEqual([{ notifications: null }]);
    database.close();
  });

  test.each<[string, (content: string) => string]>([
    ['a file with a torn line', (content) => content.replace(/"status".*\n/, '\n')],
    ['a file with a changed letter', (content) => content.replace('"accepted"', '"acceptee"')],
    ['a file with a line without its checksum', (content) => content.replace(/^[0-9a-f]{8} \{/m, '{')],
    ['a file of another ledger', (content) => content.replace(/ledger_\w+/, 'ledger_other')],
    ['not a rescue file', () => 'something else'],
    ['an empty file', () => ''],
  ])('is put aside with a finding, and everybody is in doubt, if it is %s', async (_, damage) => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, accepted]);
    const content = damage(fs.readFileSync(rescueOf(world), 'utf8'));
    fs.writeFileSync(rescueOf(world), content);
    await using ledger = await world.open();
    expect(ledger.findings).toMatchObject([{ code: 'PP417', severity: 'warning', help: expect.any(String) }]);
    expect(fs.readFileSync(`${rescueOf(world)}.damaged`, 'utf8')).toBe(content);
    expect(await ledger.totals(run)).toMatchObject([{ buckets: { accepted: 0, in_doubt: 2, not_sent: 1 } }]);
    await ledger.adoptRun(run, { host: 'h', pid: 1 });
    expect(await openAll(ledger, run)).toHaveLength(1);
  });

  test('is read as far as its lines are intact', async () => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, optOut]);
    fs.appendFileSync(rescueOf(world), 'half a li');
    await using ledger = await world.open();
    expect(ledger.findings.map(({ code }) => code)).toEqual(['PP416', 'PP417']);
    expect(await ledger.totals(run)).toMatchObject([{ buckets: { accepted: 1, refused: 1, in_doubt: 0 } }]);
  });

  test.each<[string, readonly Outcome[]]>([
    ['of a claim that the ledger does not know', [accepted, accepted]],
    ['of another number of notifications', [accepted]],
  ])('changes nothing with a line %s', async (what, outcomes) => {
    await using world = await sqliteWorld();
    const run = await leaveRescue(world, [accepted, accepted]);
    const attempt = what.endsWith('know') ? 77 : 1;
    const line = writeRescueLine({ attempt, outcomes, status: 200, error: null });
    const [head = ''] = fs.readFileSync(rescueOf(world), 'utf8').split('\n');
    fs.writeFileSync(rescueOf(world), `${head}\n${line}`);
    await using ledger = await world.open();
    expect(ledger.findings.map(({ code }) => code)).toEqual(['PP417']);
    expect(await ledger.totals(run)).toMatchObject([{ buckets: { accepted: 0, in_doubt: 2 } }]);
  });

  test('does not hide the error of the ledger if it cannot be written either, and the claim stays in doubt', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const { run, attempt } = await claimFirst(world, ledger, 2, 2);
    await ledger.setState(run, 'stopped', {});
    using _ = breakOutcomes(world);
    const error: unknown = await ledger
      .settle(settled(attempt, [accepted, accepted]))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ diagnostics: [{ severity: 'error' }] });
    expect(await ledger.totals(run)).toMatchObject([{ buckets: { in_doubt: 2 } }]);
  });

  test('does not store outcomes if the error is a defect of pushplan', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    await spoolRun(ledger, plannedMany(1));
    await expect(ledger.settle(settled(99, [accepted]))).rejects.toThrow('no attempt 99');
    expect(fs.readFileSync(rescueOf(world), 'utf8').trimEnd()).toBe(`pushplan rescue 1 ${ledger.id}`);
  });

  test('is required: nothing is sent if it cannot be created', async () => {
    await using world = await sqliteWorld();
    await using ledger = await world.open();
    const run = await ledger.startRun(newRun());
    fs.mkdirSync(rescueOf(world));
    await expect(ledger.setState(run.id, 'running', {})).rejects.toBeInstanceOf(Error);
    expect(await ledger.run(run.id)).toMatchObject({ state: 'loading' });
    await ledger.dropRun(run.id);
  });
});
