// The ledger contract for timetables: who was due in a run at what time, and when they were sent to.
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/delivery/ledger.ts';
import { accepted, claimSoon, inDoubt, newRun, notSent, planned, runCampaign, type MakeWorld } from './world.ts';

const hour = 3_600_000;

export function timetableContract(name: string, makeWorld: MakeWorld): void {
  describe(`timetable: ${name}`, () => {
    test('knows who was due when, who was sent to, and who was left out, also after the run has ended', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 6_000 });
      const now = world.clock.now();
      const run = await ledger.startRun(newRun(runCampaign('sale'), runCampaign('news')));
      const people = [null, 1, 1, 1, 1, 2, 2].map((due, at) =>
        planned(`u${at}`, { row: at + 1, ...(due !== null && { until: now + due * hour }) }),
      );
      await ledger.append(run.id, 0, people);
      await ledger.append(run.id, 1, [planned('u0')]);
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      const claim = async (chunk: number, from: number, to: number, out?: Claim['out']) => {
        const notifications = (await ledger.open(run.id, chunk)).slice(from, to);
        return claimSoon(world, ledger, { run: run.id, chunk, campaign: 0, notifications, ...(out && { out }) });
      };
      world.clock.pass(hour);
      const first = await claim(1, 0, 1);
      const firstLeft = world.clock.now();
      await ledger.settle([{ attempt: first.attempt, outcomes: [accepted], status: 200, error: null }]);
      world.clock.pass(5_000);
      const second = await claim(1, 0, 2, new Map([[1, 'late']]));
      const lastLeft = world.clock.now();
      await ledger.settle([{ attempt: second.attempt, outcomes: [inDoubt], status: 200, error: null }]);
      world.clock.pass(5_000);
      const third = await claim(1, 0, 1);
      await ledger.settle([{ attempt: third.attempt, outcomes: [notSent], status: 429, error: 'http_429' }]);
      const news = await ledger.open(run.id, 3);
      await claimSoon(world, ledger, {
        run: run.id,
        chunk: 3,
        campaign: 1,
        notifications: news,
        out: new Map([[0, 'late']]),
      });
      const gone = { firstLeft: null, lastLeft: null, left: 0 };
      const sale = [
        { due: null, planned: 1, ...gone, leftOut: {} },
        { due: now + hour, planned: 4, left: 2, firstLeft, lastLeft, leftOut: { late: 1 } },
        { due: now + 2 * hour, planned: 2, ...gone, leftOut: {} },
      ];
      expect((await ledger.totals(run.id)).map(({ times }) => times)).toEqual([sale, undefined]);
      await ledger.setState(run.id, 'stopped', {});
      await ledger.setState((await ledger.startRun(newRun(runCampaign('sale')))).id, 'running', { seal: 'seal-2' });
      expect(await ledger.run(run.id)).toMatchObject({ state: 'superseded' });
      const [, atHour] = (await ledger.totals(run.id))[0]?.times ?? [];
      expect(atHour).toMatchObject({ left: 2, firstLeft, lastLeft });
    });
  });
}
