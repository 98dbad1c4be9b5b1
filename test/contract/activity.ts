// The contract of ledgers, as far as looking on goes: what a run does at this moment, seen without the lock.
import { describe, expect, test } from 'vitest';
import type { ActivityLog } from '../../src/delivery/run-activity.ts';
import { accepted, claimSoon, inDoubt, newRun, openAll, plannedMany, runCampaign, type LedgerWorld } from './world.ts';

export interface LookingWorld extends LedgerWorld {
  look(): Promise<(ActivityLog & AsyncDisposable) | undefined>;
}

export function activityContract(name: string, makeWorld: () => Promise<LookingWorld>): void {
  describe(`activity: ${name}`, () => {
    test('requests under way by campaign, those of the last minute, and nobody else', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 6_000 });
      const run = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b')));
      await ledger.append(run.id, 0, plannedMany(3));
      await ledger.append(run.id, 1, plannedMany(4));
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      const all = await openAll(ledger, run.id);
      const claim = (campaign: number, from: number, to: number) =>
        claimSoon(world, ledger, { run: run.id, chunk: campaign, campaign, notifications: all.slice(from, to) });
      const first = await claim(0, 0, 2);
      world.clock.pass(61_000);
      await claim(1, 3, 5);
      await claim(1, 5, 6);

      await using seen = await world.look();
      const look = () => seen?.activity(run.id, world.clock.now());
      expect(await look()).toEqual({
        underWay: [
          { requests: 1, notifications: 2 },
          { requests: 2, notifications: 3 },
        ],
        requestsInLastMinute: 2,
        workers: null,
      });
      await ledger.settle([{ attempt: first.attempt, outcomes: [accepted, inDoubt], status: 200, error: null }]);
      expect((await look())?.underWay[0]).toEqual({ requests: 0, notifications: 0 });
      // Nobody waits that long for an answer: whoever claimed these is dead.
      world.clock.pass(136_000);
      expect(await look()).toMatchObject({ underWay: [{ requests: 0 }, { requests: 0 }], requestsInLastMinute: 0 });
      await expect(seen?.activity('run_nowhere', 0)).rejects.toMatchObject({ exitCode: 3 });
    });
  });
}
