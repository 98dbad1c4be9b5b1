// Several processes on one ledger on PostgreSQL: which one holds it, what the others may still do, and that they share one pace.
import { describe, expect, test } from 'vitest';
import { formatMinute } from '../../../src/numbers.ts';
import { accepted, newRun, notSent, openAll, plannedMany, spoolRun } from '../../contract/world.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';

const server = sharePostgresDatabase();

const other = { host: 'runner-2', pid: 7 };

describe('the hold', () => {
  test('is taken by only one of several processes that create the ledger at once', async () => {
    await using world = await postgresWorld(server());
    const opened = await Promise.allSettled([1, 2, 3, 4].map((pid) => world.open({ pid })));
    const refused = opened.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const one of refused) expect(one).toMatchObject({ reason: { exitCode: 9 } });
  });

  test('is refused to a second process, which is told who holds the ledger, since when, and for how long at most', async () => {
    await using world = await postgresWorld(server());
    await using ledger = await world.open();
    const since = formatMinute(world.clock.now());
    world.clock.pass(4_000);
    await expect(world.open(other)).rejects.toMatchObject({
      exitCode: 9,
      diagnostics: [
        {
          code: 'PP409',
          message: expect.stringContaining(`held by process 4242 on runner-1 since ${since}`),
          help: expect.stringContaining('in 8 s'),
        },
      ],
    });
    expect(await world.look()).toMatchObject({ id: ledger.id });
  });

  test('ends with the process that gives it back, or 12 s after a process that died', async () => {
    await using world = await postgresWorld(server());
    const first = await world.open();
    await first[Symbol.asyncDispose]();
    await using _second = await world.open(other);
    world.clock.pass(11_999);
    await expect(world.open()).rejects.toMatchObject({ exitCode: 9 });
    world.clock.pass(1);
    await using third = await world.open();
    expect(third.id).toBe(first.id);
  });

  test('does not return to a process that was taken over: it claims nothing, may settle its claims, and changes nothing else', async () => {
    await using world = await postgresWorld(server());
    await using frozen = await world.open();
    const run = await spoolRun(frozen, plannedMany(4));
    const [one, two, ...rest] = await openAll(frozen, run.id);
    if (one === undefined || two === undefined) throw new Error('nothing was spooled');
    const claim = { run: run.id, chunk: 0, campaign: 0 };
    const claimed = await frozen.claim({ ...claim, notifications: [one, two] });
    world.clock.pass(15_000);
    await using next = await world.open(other);
    expect(await frozen.claim({ ...claim, notifications: rest })).toEqual({ kind: 'fenced', state: 'running' });
    await next.adoptRun(run.id, other);
    expect(await next.totals(run.id)).toMatchObject([{ buckets: { in_doubt: 2, not_sent: 2 } }]);
    expect(await frozen.claim({ ...claim, notifications: rest })).toEqual({ kind: 'fenced', state: 'running' });

    const attempt = claimed.kind === 'claimed' ? claimed.attempt : 0;
    await frozen.settle([{ attempt, outcomes: [accepted, notSent], status: 200, error: null }]);
    expect(await next.totals(run.id)).toMatchObject([{ buckets: { accepted: 1, in_doubt: 0, not_sent: 3 } }]);
    for (const change of [
      () => frozen.setState(run.id, 'finished', {}),
      () => frozen.startRun(newRun()),
      () => frozen.finish(run.id, 0),
      () => frozen.resolve(run.id, { as: 'accepted', who: 'ada', reason: 'asked' }),
      () => frozen.adoptRun(run.id, other),
    ]) {
      await expect(change()).rejects.toMatchObject({ exitCode: 9, diagnostics: [{ code: 'PP409' }] });
    }
    await next[Symbol.asyncDispose]();
    await expect(frozen.finish(run.id, 0)).rejects.toThrow('taken over by another process, which has ended since');
    await using last = await world.open(other);
    await frozen[Symbol.asyncDispose]();
    expect(await last.run(run.id)).toMatchObject({ state: 'running', host: 'runner-2' });
    await expect(world.open()).rejects.toMatchObject({ exitCode: 9 });
  });

  test('is kept by a process that renews it late, if nobody took its place', async () => {
    await using world = await postgresWorld(server());
    await using ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(1));
    world.clock.pass(600_000);
    const claim = { run: run.id, chunk: 0, campaign: 0, notifications: await openAll(ledger, run.id) };
    expect(await ledger.claim(claim)).toMatchObject({ kind: 'claimed', taken: [0] });
  });
});

describe('the pace', () => {
  test('continues from one holder to the next: no slot is used twice', async () => {
    await using world = await postgresWorld(server());
    const limit = 30;
    const taken: number[] = [];
    for (let process = 0; process < 6; process += 1) {
      const ledger = await world.open({ requestsPerMinute: limit });
      const run = await spoolRun(ledger, plannedMany(60, `p${process}-`));
      const left = [...(await openAll(ledger, run.id))];
      for (let step = 0; step < 40; step += 1) {
        const claims = left.slice(0, 3).map((one) => ({ run: run.id, chunk: 0, campaign: 0, notifications: [one] }));
        const given = (await ledger.claimAll(claims)).filter(({ kind }) => kind === 'claimed');
        left.splice(0, given.length);
        for (const result of given) {
          taken.push(world.clock.monotonic());
          const attempt = result.kind === 'claimed' ? result.attempt : 0;
          await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
        }
        world.clock.pass(400);
      }
      await world.kill(ledger);
    }
    for (const begin of taken) {
      expect(taken.filter((at) => at >= begin && at < begin + 60_000).length).toBeLessThanOrEqual(limit);
    }
    expect(taken.length).toBeGreaterThan(limit);
  });

  test('is kept if the clock of the server is set forward: no slot is free early', async () => {
    await using world = await postgresWorld(server());
    let ahead = 0;
    const databaseTime = (): number => world.clock.now() + ahead;
    await using ledger = await world.open({ requestsPerMinute: 2, databaseTime });
    const run = await spoolRun(ledger, plannedMany(5));
    const all = await openAll(ledger, run.id);
    const claimOne = (index: number) =>
      ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications: all.slice(index, index + 1) });
    expect(await claimOne(0)).toMatchObject({ kind: 'claimed' });
    world.clock.pass(30_000);
    expect(await claimOne(1)).toMatchObject({ kind: 'claimed' });
    ahead = 3_600_000;
    expect(await claimOne(2)).toMatchObject({ kind: 'wait' });
  });

  test('is kept at a limit of one request a minute', async () => {
    await using world = await postgresWorld(server());
    await using ledger = await world.open({ requestsPerMinute: 1 });
    const run = await spoolRun(ledger, plannedMany(2));
    const claims = (await openAll(ledger, run.id)).map((one) => ({
      run: run.id,
      chunk: 0,
      campaign: 0,
      notifications: [one],
    }));
    expect(await ledger.claimAll(claims)).toMatchObject([{ kind: 'claimed' }, { kind: 'wait', milliseconds: 60_000 }]);
  });

  test('is set by the process that opens the ledger last', async () => {
    await using world = await postgresWorld(server());
    for (const [requestsPerMinute, wait] of [
      [60, 1_000],
      [6, 10_000],
      [120, 500],
    ] as const) {
      const ledger = await world.open({ requestsPerMinute });
      const run = await spoolRun(ledger, plannedMany(2, `${requestsPerMinute}-`));
      const claims = (await openAll(ledger, run.id)).map((one) => ({
        run: run.id,
        chunk: 0,
        campaign: 0,
        notifications: [one],
      }));
      expect(await ledger.claimAll(claims)).toMatchObject([{ kind: 'claimed' }, { kind: 'wait', milliseconds: wait }]);
      await ledger.setState(run.id, 'finished', {});
      world.clock.pass(200_000);
      await ledger[Symbol.asyncDispose]();
    }
  });
});
