// The ledger contract for runs: how they begin, end, are resumed and are closed.
import { describe, expect, test } from 'vitest';
import {
  allInDoubt,
  accepted,
  inDoubt,
  newRun,
  notSent,
  openAll,
  plannedMany,
  runCampaign,
  send,
  spoolRun,
} from './world.ts';
import { claimSoon, type MakeWorld } from './world.ts';

export function runsContract(name: string, makeWorld: MakeWorld): void {
  describe(`runs: ${name}`, () => {
    test('a new run is loading, has its own id and raises the serial', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const serial = await ledger.serial();
      const run = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b', { async: true, failOn: {} })));
      expect(run.id).toMatch(/^run_[0-9a-z]{12}$/);
      expect(run).toMatchObject({ state: 'loading', environment: 'sandbox', host: 'runner-1', pid: 4242, seal: null });
      expect(run).toMatchObject({ startedAt: world.clock.now(), endedAt: null, why: null });
      expect(run.campaigns).toEqual([runCampaign('a'), runCampaign('b', { async: true, failOn: {} })]);
      expect(await ledger.run(run.id)).toEqual(run);
      expect(await ledger.serial()).toBe(serial + 1);
    });

    test('lists runs newest first, also for the next process', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const first = await ledger.startRun(newRun());
      const second = await ledger.startRun(newRun());
      await world.kill(ledger);
      await using next = await world.open();
      expect(next.id).toBe(ledger.id);
      expect((await next.runs()).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await next.run('run_000000000000')).toBeUndefined();
    });

    test('a run has been sending since its first claim, whatever happens before or after', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      expect(await ledger.run(run.id)).toMatchObject({ sendingSince: null });
      world.clock.pass(120_000);
      const since = world.clock.now();
      const [one, two] = await openAll(ledger, run.id);
      if (one === undefined || two === undefined) throw new Error('nothing was spooled');
      await send(world, ledger, run.id, [one], [accepted]);
      world.clock.pass(5_000);
      await send(world, ledger, run.id, [two], [accepted]);
      const sending = { startedAt: run.startedAt, sendingSince: since };
      expect(await ledger.run(run.id)).toMatchObject(sending);
      expect(await ledger.runs()).toMatchObject([sending]);
    });

    test('a stopped run keeps the reason and the end, and a finished run stays finished', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      expect(await ledger.run(run.id)).toMatchObject({ state: 'running', seal: 'seal-1', endedAt: null });
      world.clock.pass(5_000);
      const serial = await ledger.serial();
      await ledger.setState(run.id, 'stopped', { why: 'it was interrupted' });
      expect(await ledger.serial()).toBe(serial + 1);
      const end = { state: 'stopped', why: 'it was interrupted', endedAt: world.clock.now(), seal: 'seal-1' };
      expect(await ledger.run(run.id)).toMatchObject(end);
      await ledger.adoptRun(run.id, { host: 'runner-2', pid: 1 });
      expect(await ledger.run(run.id)).toMatchObject({ state: 'running', why: null, endedAt: null, host: 'runner-2' });
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.serial()).toBe(serial + 3);
      await expect(ledger.setState(run.id, 'running', {})).rejects.toThrow('finished cannot become running');
      await expect(ledger.setState('run_nowhere', 'stopped', {})).rejects.toMatchObject({ exitCode: 3 });
    });

    test('a new run that starts closes unfinished runs: open claims are in doubt, the rest is not sent, nothing can be resumed', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const left = await spoolRun(ledger, plannedMany(4));
      const [one, two, three] = await openAll(ledger, left.id);
      if (one === undefined || two === undefined || three === undefined) throw new Error('nothing was spooled');
      await send(world, ledger, left.id, [one], [accepted]);
      await claimSoon(world, ledger, { run: left.id, chunk: 0, campaign: 0, notifications: [two] });
      await world.kill(ledger);

      await using next = await world.open();
      const run = await next.startRun(newRun());
      await next.setState(run.id, 'running', {});
      expect(await next.run(left.id)).toMatchObject({ state: 'superseded', endedAt: world.clock.now() });
      const [totals] = await next.totals(left.id);
      expect(totals).toMatchObject({ planned: 4, buckets: { accepted: 1, in_doubt: 1, not_sent: 2 } });
      expect(await next.chunks(left.id)).toEqual([]);
      const doubtful = await allInDoubt(next, left.id);
      expect(doubtful.map(({ payload }) => payload)).toEqual([two.payload]);
      await expect(next.adoptRun(left.id, { host: 'h', pid: 1 })).rejects.toMatchObject(refusal('PP413'));
      expect(await next.claim({ run: left.id, chunk: 0, campaign: 0, notifications: [three] })).toEqual({
        kind: 'fenced',
        state: 'superseded',
      });
      expect((await next.runs()).map(({ id }) => id)).toEqual([run.id, left.id]);
    });

    test('a run that is only being prepared does not prevent resuming others', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const left = await spoolRun(ledger, plannedMany(3));
      const stopped = await spoolRun(ledger, plannedMany(2, 'v'));
      await ledger.setState(stopped.id, 'stopped', { why: 'it was interrupted' });
      expect(await ledger.run(left.id)).toMatchObject({ state: 'superseded' });
      await world.kill(ledger);

      await using next = await world.open();
      const refused = await next.startRun(newRun());
      await next.append(refused.id, 0, plannedMany(1, 'w'));
      expect(await next.run(stopped.id)).toMatchObject({ state: 'stopped', why: 'it was interrupted' });
      await next.dropRun(refused.id);
      await next.adoptRun(stopped.id, { host: 'h', pid: 1 });
      expect(await openAll(next, stopped.id)).toHaveLength(2);
    });

    test('the next process erases what a process that died while preparing had spooled', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const loading = await ledger.startRun(newRun());
      await ledger.append(loading.id, 0, plannedMany(3));
      await ledger.flush(loading.id);
      await world.kill(ledger);
      await using next = await world.open();
      await next.startRun(newRun());
      expect(await next.run(loading.id)).toMatchObject({ state: 'superseded' });
      expect(await next.chunks(loading.id)).toEqual([]);
      expect(await next.open(loading.id, 0)).toEqual([]);
    });

    test('a run that never started can be dropped with its spool, and one that started cannot', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun());
      await ledger.append(run.id, 0, plannedMany(1_500));
      await ledger.dropRun(run.id);
      expect(await ledger.runs()).toEqual([]);
      const next = await spoolRun(ledger, plannedMany(1));
      expect((await openAll(ledger, next.id)).length).toBe(1);
      await expect(ledger.dropRun(next.id)).rejects.toThrow('it has to be kept');
    });

    test('a run whose process died can be resumed: its open claims are in doubt, and the rest is sent', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(3));
      const [one, ...rest] = await openAll(ledger, run.id);
      if (one === undefined) throw new Error('nothing was spooled');
      await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: [one] });
      await world.kill(ledger);
      await using next = await world.open();
      await next.adoptRun(run.id, { host: 'runner-2', pid: 7 });
      expect(await next.run(run.id)).toMatchObject({ state: 'running', host: 'runner-2', pid: 7 });
      expect(await openAll(next, run.id)).toEqual(rest);
      await send(world, next, run.id, rest, [accepted, notSent]);
      const [totals] = await next.totals(run.id);
      expect(totals).toMatchObject({ planned: 3, buckets: { accepted: 1, in_doubt: 1, not_sent: 1 } });
    });

    test('refuses to resume a run that is unknown, still loading or finished', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const finished = await spoolRun(ledger, plannedMany(1));
      await ledger.setState(finished.id, 'finished', {});
      const loading = await ledger.startRun(newRun());
      await world.kill(ledger);
      await using next = await world.open();
      const by = { host: 'h', pid: 1 };
      await expect(next.adoptRun('run_nowhere', by)).rejects.toMatchObject(refusal('PP412'));
      await expect(next.adoptRun(loading.id, by)).rejects.toMatchObject(refusal('PP413'));
      await expect(next.adoptRun(finished.id, by)).rejects.toMatchObject(refusal('PP413'));
    });

    test('a run that stops without an answer leaves doubt', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      const notifications = await openAll(ledger, run.id);
      const claim = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      expect(await allInDoubt(ledger, run.id)).toEqual([]);
      await ledger.setState(run.id, 'stopped', { why: 'it was interrupted' });
      expect(await allInDoubt(ledger, run.id)).toHaveLength(2);
      await ledger.settle([{ attempt: claim.attempt, outcomes: [accepted, inDoubt], status: 200, error: null }]);
      expect(await allInDoubt(ledger, run.id)).toHaveLength(1);
    });

    test('remembers the sent campaigns with the file that each was last in', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun(runCampaign('sale'), runCampaign('never-sent')));
      await ledger.append(run.id, 0, plannedMany(1));
      await ledger.setState(run.id, 'running', {});
      expect(await ledger.campaigns()).toEqual([]);
      await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
      expect(await ledger.campaigns()).toEqual([{ id: 'sale', file: 'campaigns/sale.campaign.yaml' }]);
      const moved = newRun(runCampaign('sale', { file: 'moved.campaign.yaml' }));
      await ledger.dropRun((await ledger.startRun(moved)).id);
      expect(await ledger.campaigns()).toEqual([{ id: 'sale', file: 'campaigns/sale.campaign.yaml' }]);
      await ledger.setState((await ledger.startRun(moved)).id, 'running', {});
      expect(await ledger.campaigns()).toEqual([{ id: 'sale', file: 'moved.campaign.yaml' }]);
    });
  });
}

function refusal(code: string): object {
  return { exitCode: 3, diagnostics: [expect.objectContaining({ code })] };
}
