// The ledger contract for pausing and stopping from outside: no claim follows, and nothing else changes.
import { describe, expect, test } from 'vitest';
import type { HaltOrder, RunControl } from '../../src/delivery/run-control.ts';
import {
  accepted,
  allInDoubt,
  claimSoon,
  newRun,
  runCampaign,
  openAll,
  plannedMany,
  spoolRun,
  type LedgerWorld,
  type WholeLedger,
} from './world.ts';

export interface ControlWorld extends LedgerWorld {
  /** Opens the control beside any process that has the ledger open. Undefined while there is no ledger. */
  control(host?: string): Promise<RunControl | undefined>;
}

const by = { host: 'runner-2', pid: 7 };

async function halt(
  world: ControlWorld,
  runs: HaltOrder['runs'],
  to: HaltOrder['to'],
): Promise<readonly { readonly id: string; readonly state: string; readonly before: string }[]> {
  await using control = await world.control();
  const halted = (await control?.halt({ runs, to, who: 'alice@laptop' })) ?? [];
  return halted.map(({ run, before }) => ({ id: run.id, state: run.state, before }));
}

async function claimOf(ledger: WholeLedger, run: string) {
  return { run, chunk: 0, campaign: 0, notifications: (await openAll(ledger, run)).slice(0, 1) };
}

export function controlContract(name: string, makeWorld: () => Promise<ControlWorld>): void {
  describe(`control: ${name}`, () => {
    test('there is nothing to stop without a ledger', async () => {
      await using world = await makeWorld();
      expect(await world.control()).toBeUndefined();
    });

    test.each(['paused', 'stopped'] as const)(
      '%s while a process sends: the process claims nothing more, and the run tells who did it',
      async (to) => {
        await using world = await makeWorld();
        await using ledger = await world.open();
        const run = await spoolRun(ledger, plannedMany(3));
        const { attempt } = await claimSoon(world, ledger, await claimOf(ledger, run.id));
        expect(await halt(world, [run.id], to)).toEqual([{ id: run.id, state: to, before: 'running' }]);
        expect(await ledger.claim(await claimOf(ledger, run.id))).toEqual({ kind: 'fenced', state: to });
        expect(await ledger.run(run.id)).toMatchObject({ state: to, why: `${to} by alice@laptop` });
        // Requests under way are not in doubt, and their outcomes count.
        expect(await allInDoubt(ledger, run.id)).toEqual([]);
        await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
        expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { accepted: 1, in_doubt: 0, not_sent: 2 } }]);
        await ledger.adoptRun(run.id, by);
        expect(await ledger.run(run.id)).toMatchObject({ state: 'running', why: null, endedAt: null });
        expect(await claimSoon(world, ledger, await claimOf(ledger, run.id))).toMatchObject({ taken: [0] });
      },
    );

    test('a request outside of any run takes a slot of the pace, also while another process sends, and claims wait for it', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 60 });
      const run = await spoolRun(ledger, plannedMany(1));
      const serial = await ledger.serial();
      await using control = await world.control('runner-1');
      expect(await control?.takeSlot()).toBe(0);
      const wait = (await control?.takeSlot()) ?? 0;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1_000);
      expect(await ledger.claim(await claimOf(ledger, run.id))).toMatchObject({ kind: 'wait' });
      // No run is charged for it.
      expect(await ledger.totals(run.id)).toMatchObject([{ requests: 0 }]);
      expect(await ledger.serial()).toBe(serial);
      await claimSoon(world, ledger, await claimOf(ledger, run.id));
    });

    test('stopping ends a run and raises the serial once, pausing does neither', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      const serial = await ledger.serial();
      await halt(world, [run.id], 'paused');
      expect(await ledger.run(run.id)).toMatchObject({ endedAt: null });
      expect(await ledger.serial()).toBe(serial);
      world.clock.pass(3_000);
      expect(await halt(world, [run.id], 'stopped')).toMatchObject([{ before: 'paused', state: 'stopped' }]);
      expect(await ledger.run(run.id)).toMatchObject({ endedAt: world.clock.now() });
      expect(await halt(world, [run.id], 'stopped')).toMatchObject([{ before: 'stopped', state: 'stopped' }]);
      expect(await ledger.serial()).toBe(serial + 1);
    });

    test('the sender may still report the run as finished or as stopped for its own reason, but the first cause stays', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      const { attempt } = await claimSoon(world, ledger, await claimOf(ledger, run.id));
      await halt(world, [run.id], 'stopped');
      await ledger.setState(run.id, 'stopped', { why: 'interrupted' });
      const halted = { state: 'stopped', why: 'stopped by alice@laptop', haltedBy: 'alice@laptop' };
      expect(await ledger.run(run.id)).toMatchObject(halted);
      await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'finished', why: null, haltedBy: null });
    });

    test('stops all runs that have not ended, including one whose process is dead', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const finished = await spoolRun(ledger, plannedMany(1, 'f'));
      await ledger.setState(finished.id, 'finished', {});
      const left = await spoolRun(ledger, plannedMany(1, 'l'));
      const loading = await ledger.startRun(newRun());
      await world.kill(ledger);
      expect(await halt(world, 'all', 'stopped')).toEqual(
        expect.arrayContaining([
          { id: left.id, state: 'stopped', before: 'running' },
          { id: loading.id, state: 'superseded', before: 'loading' },
        ]),
      );
      expect(await halt(world, 'all', 'stopped')).toEqual([]);
      await using next = await world.open();
      expect(await next.run(finished.id)).toMatchObject({ state: 'finished', why: null, haltedBy: null });
      await next.adoptRun(left.id, by);
      expect(await openAll(next, left.id)).toHaveLength(1);
    });

    test('a run that is stopped while it is prepared never begins, tells who stopped it, and keeps no people', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun());
      await ledger.append(run.id, 0, plannedMany(1_200));
      await halt(world, 'all', 'stopped');
      const told = { exitCode: 8, diagnostics: [{ code: 'PP336', message: expect.stringContaining('alice@laptop') }] };
      await expect(ledger.append(run.id, 0, plannedMany(1, 'v'))).rejects.toMatchObject(told);
      await expect(ledger.setState(run.id, 'running', { seal: 'seal-1' })).rejects.toMatchObject(told);
      await ledger.dropRun(run.id);
      expect(await ledger.run(run.id)).toMatchObject({ state: 'superseded', why: 'stopped by alice@laptop' });
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await ledger.open(run.id, 0)).toEqual([]);
      await expect(ledger.adoptRun(run.id, by)).rejects.toThrow('closed before it began to send');
    });

    test('only a run that sends can be paused, and an unknown run is not found', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const finished = await spoolRun(ledger, plannedMany(1, 'f'));
      await ledger.setState(finished.id, 'finished', {});
      const loading = await ledger.startRun(newRun());
      for (const id of [finished.id, loading.id]) {
        await expect(halt(world, [id], 'paused')).rejects.toMatchObject({
          exitCode: 3,
          diagnostics: [{ code: 'PP335' }],
        });
      }
      const { environment, id } = loading;
      await expect(halt(world, [id], 'paused')).rejects.toMatchObject({
        diagnostics: [{ help: `To keep it from sending: pushplan stop ${id} --env ${environment}` }],
      });
      expect(await halt(world, [finished.id], 'stopped')).toMatchObject([{ state: 'finished', before: 'finished' }]);
      expect(await halt(world, ['run_000000000000'], 'stopped')).toEqual([]);
      await using control = await world.control();
      expect(await control?.goOn('run_000000000000')).toBe(false);
      expect(await control?.goOn(loading.id)).toBe(false);
    });

    test('requests under way are those claimed recently and not settled', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      await using control = await world.control();
      const count = async (): Promise<number | undefined> =>
        control?.countUnderWay([run.id], world.clock.now() - 60_000);
      expect(await count()).toBe(0);
      const { attempt } = await claimSoon(world, ledger, await claimOf(ledger, run.id));
      expect(await count()).toBe(1);
      expect(await control?.countUnderWay(['run_000000000000'], 0)).toBe(0);
      await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
      expect(await count()).toBe(0);
      await claimSoon(world, ledger, await claimOf(ledger, run.id));
      world.clock.pass(60_001);
      expect(await count()).toBe(0);
    });

    test('drops the waiting notifications of one campaign from every run, and keeps those that are due', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const begin = async (...dues: readonly (number | null)[]) => {
        const run = await ledger.startRun(newRun());
        const people = plannedMany(dues.length).map((one, at) => {
          const due = dues[at] ?? null;
          return due === null ? one : { ...one, until: world.clock.now() + due };
        });
        await ledger.append(run.id, 0, people);
        await ledger.setState(run.id, 'running', { seal: 'seal-1', replacing: { campaigns: [] } });
        return run.id;
      };
      const waiting = await begin(1_000);
      const both = await begin(null, 1_000);
      await halt(world, [both], 'paused');
      await using control = await world.control();
      const order = { campaign: 'sale', who: 'alice@laptop' };
      expect(await control?.dropWaiting({ ...order, campaign: 'news' })).toEqual([]);
      expect(await control?.dropWaiting(order)).toMatchObject([
        {
          chunks: 1,
          run: { id: waiting, state: 'superseded', why: 'stopped by alice@laptop', haltedBy: 'alice@laptop' },
        },
        { chunks: 1, run: { id: both, state: 'paused', nextDue: null } },
      ]);
      expect(await openAll(ledger, both)).toHaveLength(1);
      expect(await ledger.totals(both)).toMatchObject([{ planned: 2, leftOut: { stopped: 1 } }]);
    });

    test('drops the later steps of a campaign with its waiting notifications, and ends a pause that held nothing else', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const begin = async (...steps: readonly number[]) => {
        const rollout = [{ upTo: 0.1, pause: null }, { upTo: 1 }];
        const run = await ledger.startRun(newRun(runCampaign('sale', { rollout })));
        await ledger.append(
          run.id,
          0,
          plannedMany(steps.length).map((one, at) => ({ ...one, step: steps[at] ?? 0 })),
        );
        await ledger.setState(run.id, 'running', { seal: 'seal-1' });
        return run.id;
      };
      const order = { campaign: 'sale', who: 'alice@laptop' };
      await using control = await world.control();
      const run = await begin(0, 1, 1);
      expect(await control?.dropWaiting(order)).toMatchObject([{ chunks: 1, run: { id: run, state: 'running' } }]);
      expect(await openAll(ledger, run)).toHaveLength(1);
      await ledger.setState(run, 'stopped', {});
      const later = await begin(1);
      await ledger.moveRollout(later, {
        campaign: 0,
        from: { step: 0, endedAt: null },
        to: { step: 0, endedAt: 5, until: null },
      });
      await ledger.setState(later, 'paused', { why: 'after step 1' });
      expect(await control?.dropWaiting(order)).toMatchObject([
        { chunks: 1, run: { id: later, state: 'superseded', why: 'stopped by alice@laptop' } },
      ]);
      expect(await begin(0)).not.toBe(later);
    });
  });
}
