// The ledger contract for activity: what a run does at this moment, read without the ledger's lock.
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { RequestLog } from '../../src/delivery/request-figures.ts';
import { longestUnderWay, type ActivityLog } from '../../src/delivery/run-activity.ts';
import {
  accepted,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  openAll,
  plannedMany,
  runCampaign,
  type LedgerWorld,
} from './world.ts';

export interface LookingWorld extends LedgerWorld {
  look(): Promise<(ActivityLog & RequestLog & Pick<Ledger, 'lastError'> & AsyncDisposable) | undefined>;
}

export function activityContract(name: string, makeWorld: () => Promise<LookingWorld>): void {
  describe(`activity: ${name}`, () => {
    test('counts requests under way per campaign, and requests of the last minute', async () => {
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
      world.clock.pass(1_500);
      await claim(1, 5, 6);

      await using seen = await world.look();
      const look = () => seen?.activity(run.id, world.clock.now());
      expect(await look()).toEqual({
        underWay: [
          { requests: 1, notifications: 2 },
          { requests: 2, notifications: 3 },
        ],
        recentRequests: [
          { secondsAgo: 1, count: 1 },
          { secondsAgo: 0, count: 1 },
        ],
        workers: null,
        isAbandoned: false,
      });
      await ledger.settle([{ attempt: first.attempt, outcomes: [accepted, inDoubt], status: 200, error: null }]);
      expect((await look())?.underWay[0]).toEqual({ requests: 0, notifications: 0 });
      // Nobody waits that long for an answer: the process that claimed these is dead.
      world.clock.pass(longestUnderWay + 1_000);
      expect(await look()).toMatchObject({ underWay: [{ requests: 0 }, { requests: 0 }], recentRequests: [] });
      await expect(seen?.activity('run_nowhere', 0)).rejects.toMatchObject({ exitCode: 3 });
    });

    test('keeps the last error of a run: the newest attempt that failed on its way, and when', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 6_000 });
      const run = await ledger.startRun(newRun(runCampaign('a')));
      await ledger.append(run.id, 0, plannedMany(6));
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      const all = await openAll(ledger, run.id);
      const attempts: number[] = [];
      for (const place of all.keys()) {
        const notifications = all.slice(place, place + 1);
        const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
        attempts.push(attempt);
      }
      await using seen = await world.look();
      const settle = async (place: number, status: number | null, error: string | null): Promise<number> => {
        const outcomes = [error === null ? accepted : notSent];
        world.clock.pass(1_000);
        await ledger.settle([{ attempt: attempts[place] ?? 0, outcomes, status, error }]);
        const found = await ledger.lastError(run.id);
        expect(await seen?.lastError(run.id)).toEqual(found);
        return world.clock.now();
      };

      await settle(0, 200, null);
      expect(await ledger.lastError(run.id)).toBeUndefined();
      const refusedAt = await settle(1, null, 'ECONNREFUSED');
      await settle(2, 200, null);
      await settle(3, null, 'claim_too_old');
      await settle(5, null, 'AbortError');
      expect(await ledger.lastError(run.id)).toEqual({ status: null, error: 'ECONNREFUSED', at: refusedAt });
      const failedAt = await settle(4, 503, 'http_503');
      expect(await ledger.lastError(run.id)).toEqual({ status: 503, error: 'http_503', at: failedAt });
      await expect(ledger.lastError('run_nowhere')).rejects.toMatchObject({ exitCode: 3 });
      await expect(seen?.lastError('run_nowhere')).rejects.toMatchObject({ exitCode: 3 });
    });

    test('logs what a run did: its requests over time, their answers, and the decisions of people', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 6_000 });
      const run = await ledger.startRun(newRun(runCampaign('a')));
      await using seen = await world.look();
      await ledger.append(run.id, 0, plannedMany(5));
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      expect(await seen?.runLog(run.id)).toMatchObject({ from: null, perSlice: [], answers: [], decisions: [] });
      const all = await openAll(ledger, run.id);
      const claim = (from: number, to: number) =>
        claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: all.slice(from, to) });
      const first = await claim(0, 3);
      const from = world.clock.now();
      world.clock.pass(80);
      const outcomes = [inDoubt, inDoubt, { kind: 'rejected', code: 'bad_title' }] as const;
      await ledger.settle([{ attempt: first.attempt, outcomes, status: 503, error: 'http_503' }]);
      world.clock.pass(1_000);
      await claim(3, 5);
      await ledger.resolve(run.id, { as: 'accepted', who: 'the log', reason: 'it has them' });
      await ledger.reopen(run.id, { who: 'ada', reason: 'the title is right' });
      expect(await seen?.runLog(run.id)).toMatchObject({
        from,
        perSlice: [
          { requests: 1, failed: 1 },
          { requests: 1, failed: 0 },
        ],
        slowest: 80,
        answers: [{ status: 503, error: 'http_503', requests: 1 }],
        open: 1,
        decisions: [
          { at: world.clock.now(), who: 'the log', decided: 'accepted', notifications: 2 },
          { at: world.clock.now(), who: 'ada', decided: 'reopened', notifications: 1 },
        ],
      });
      await expect(seen?.runLog('run_nowhere')).rejects.toMatchObject({ exitCode: 3 });
    });
  });
}
