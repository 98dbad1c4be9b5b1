// The ledger contract for doubt: it is counted over all runs, and people can resolve it.
import { describe, expect, test } from 'vitest';
import {
  accepted,
  inDoubt,
  newRun,
  openAll,
  plannedMany,
  runCampaign,
  send,
  spoolRun,
  type MakeWorld,
} from './world.ts';
import { allInDoubt, claimSoon } from './world.ts';

export function resolveContract(name: string, makeWorld: MakeWorld): void {
  describe(`resolve: ${name}`, () => {
    test('counts doubt by campaign over all runs, including open claims', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const first = await spoolRun(ledger, plannedMany(3));
      await send(world, ledger, first.id, await openAll(ledger, first.id), [inDoubt, accepted, inDoubt]);
      await ledger.setState(first.id, 'finished', {});
      const second = await ledger.startRun(newRun(runCampaign('other'), runCampaign('sale')));
      await ledger.append(second.id, 0, plannedMany(1, 'v'));
      await ledger.append(second.id, 1, plannedMany(1, 'w'));
      await ledger.setState(second.id, 'running', {});
      const [ofOther] = await ledger.open(second.id, 0);
      if (ofOther === undefined) throw new Error('nothing was spooled');
      await claimSoon(world, ledger, { run: second.id, chunk: 0, campaign: 0, notifications: [ofOther] });
      expect(await ledger.countInDoubt(['sale'])).toBe(2);
      expect(await ledger.countInDoubt(['other'])).toBe(1);
      expect(await ledger.countInDoubt(['sale', 'other', 'unheard-of'])).toBe(3);
      expect(await ledger.countInDoubt([])).toBe(0);
    });

    test('a notification resolved as accepted is settled, and one resolved as not sent can be sent', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(4));
      const notifications = await openAll(ledger, run.id);
      await send(world, ledger, run.id, notifications, [inDoubt, inDoubt, accepted, inDoubt]);
      const [{ number }] = [...(await ledger.chunks(run.id)), { number: 0 }];
      await ledger.finish(run.id, number);
      await ledger.setState(run.id, 'stopped', {});
      expect(await ledger.chunks(run.id)).toEqual([]);

      const doubtful = await allInDoubt(ledger, run.id);
      expect(
        doubtful.map(({ row, campaign, identities, payload }) => ({ row, campaign, identities, payload })),
      ).toEqual(
        [0, 1, 3].map((index) => ({
          row: index + 1,
          campaign: 0,
          identities: notifications[index]?.identities,
          payload: notifications[index]?.payload,
        })),
      );
      const serial = await ledger.serial();
      const word = { who: 'ada@desk', reason: 'seen on the phone' };
      expect(await ledger.resolve(run.id, { ...word, as: 'accepted', only: doubtful.slice(0, 1) })).toBe(1);
      expect(await ledger.resolve(run.id, { ...word, as: 'not_sent', only: doubtful.slice(0, 2) })).toBe(1);
      expect(await ledger.serial()).toBe(serial + 2);
      const [totals] = await ledger.totals(run.id);
      expect(totals?.buckets).toEqual({ accepted: 2, refused: 0, rejected: 0, in_doubt: 1, not_sent: 1 });
      expect(await ledger.lookup('sale', ['u0', 'u1', 'u2', 'u3'])).toMatchObject([
        { kind: 'accepted' },
        { kind: 'unknown', generation: 0 },
        { kind: 'accepted' },
        { kind: 'in_doubt' },
      ]);
      await ledger.adoptRun(run.id, { host: 'h', pid: 1 });
      expect((await openAll(ledger, run.id)).map(({ row }) => row)).toEqual([2]);
      await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { accepted: 3, in_doubt: 1, not_sent: 0 } }]);
    });

    test('resolves everything in doubt if no notifications are named, including open claims of a dead process', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      const notifications = await openAll(ledger, run.id);
      await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      await world.kill(ledger);
      await using next = await world.open();
      const decision = { as: 'not_sent', who: 'ada@desk', reason: 'the network was down' } as const;
      expect(await next.resolve(run.id, decision)).toBe(2);
      const serial = await next.serial();
      expect(await next.resolve(run.id, decision)).toBe(0);
      expect(await next.serial()).toBe(serial);
      await expect(next.resolve('run_nowhere', decision)).rejects.toMatchObject({ exitCode: 3 });
    });

    test('a finished run leaves people it did not send to for the next plan', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      await send(world, ledger, run.id, await openAll(ledger, run.id), [inDoubt, accepted]);
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.resolve(run.id, { as: 'not_sent', who: 'ada', reason: 'asked them' })).toBe(1);
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await allInDoubt(ledger, run.id)).toEqual([]);
      expect(await ledger.lookup('sale', ['u0'])).toEqual([{ kind: 'unknown', generation: 0 }]);
    });
  });
}
