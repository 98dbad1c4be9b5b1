// The ledger contract for group commits: several claims or settlements at once follow the same rules as single ones.
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/delivery/ledger.ts';
import type { Spooled } from '../../src/delivery/spool.ts';
import {
  accepted,
  badTitle,
  claimSoon,
  inDoubt,
  notSent,
  openAll,
  optOut,
  plannedMany,
  spoolRun,
  type MakeWorld,
} from './world.ts';

/** Returns one claim for each batch. */
function claimsOf(run: string, ...batches: readonly (readonly Spooled[])[]): readonly Claim[] {
  return batches.map((notifications) => ({ run, chunk: 0, campaign: 0, notifications }));
}

export function groupsContract(name: string, makeWorld: MakeWorld): void {
  describe(`group commits: ${name}`, () => {
    test('claims as many as are due, keeps slots for one second at most, and the other claims wait', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 120 });
      const run = await spoolRun(ledger, plannedMany(8));
      const all = await openAll(ledger, run.id);
      world.clock.pass(2_000);
      const batches = [0, 2, 4, 6].map((start) => all.slice(start, start + 2));
      const results = await ledger.claimAll(claimsOf(run.id, ...batches));
      expect(results).toMatchObject([
        { kind: 'claimed', taken: [0, 1] },
        { kind: 'claimed', taken: [0, 1] },
        { kind: 'claimed', taken: [0, 1] },
        { kind: 'wait', milliseconds: 500 },
      ]);
      expect(await ledger.totals(run.id)).toMatchObject([{ requests: 3, buckets: { in_doubt: 6, not_sent: 2 } }]);
      expect(await ledger.claimAll([])).toEqual([]);
    });

    test('claims nobody twice within a group, and a fenced or empty claim takes no slot', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 60 });
      const stopped = await spoolRun(ledger, plannedMany(1, 'v'));
      await ledger.setState(stopped.id, 'stopped', {});
      const run = await spoolRun(ledger, plannedMany(3));
      const [one, two, three] = await openAll(ledger, run.id);
      if (one === undefined || two === undefined || three === undefined) throw new Error('nothing was spooled');
      world.clock.pass(1_000);
      const [first, again, fenced, second, last] = await ledger.claimAll([
        ...claimsOf(run.id, [one, two], [two, one]),
        ...claimsOf(stopped.id, [one]),
        ...claimsOf(run.id, [two, three], [three]),
      ]);
      expect(first).toMatchObject({ kind: 'claimed', taken: [0, 1] });
      expect(again).toEqual({ kind: 'claimed', attempt: 0, taken: [] });
      expect(fenced).toEqual({ kind: 'fenced', state: 'superseded' });
      expect(second).toMatchObject({ kind: 'claimed', taken: [1] });
      expect(last).toEqual({ kind: 'wait', milliseconds: 1_000 });
    });

    test('records a whole group or nothing of it', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 600 });
      const run = await spoolRun(ledger, plannedMany(4));
      const all = await openAll(ledger, run.id);
      world.clock.pass(2_000);
      const claims = claimsOf(run.id, all.slice(0, 2), all.slice(2));
      const impossible = { run: run.id, chunk: 0, campaign: 9, notifications: all };
      await expect(ledger.claimAll([...claims, impossible])).rejects.toThrow('no campaign 9');
      expect(await ledger.totals(run.id)).toMatchObject([{ requests: 0, buckets: { in_doubt: 0, not_sent: 4 } }]);

      const claimed = await ledger.claimAll(claims);
      const [first, second] = claimed.map((result) => (result.kind === 'claimed' ? result.attempt : 0));
      const settled = { attempt: first ?? 0, outcomes: [accepted, optOut], status: 200, error: null };
      const wrong = { ...settled, attempt: 99 };
      await expect(ledger.settle([settled, wrong])).rejects.toThrow('no attempt 99');
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { in_doubt: 4 } }]);
      await ledger.settle([settled, { ...settled, attempt: second ?? 0, outcomes: [notSent, badTitle] }]);
      expect(await ledger.totals(run.id)).toMatchObject([
        { buckets: { accepted: 1, refused: 1, rejected: 1, in_doubt: 0, not_sent: 1 } },
      ]);
    });

    test('the first settlement of an attempt counts, and a later one in the same list only if the first left doubt', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(3));
      const notifications = await openAll(ledger, run.id);
      const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      await ledger.settle([]);
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { in_doubt: 3 } }]);
      const settled = { attempt, status: 500, error: 'http_500' };
      await ledger.settle([
        { ...settled, outcomes: [accepted, inDoubt, inDoubt] },
        { ...settled, outcomes: [notSent, accepted, inDoubt] },
        { ...settled, outcomes: [badTitle, badTitle, notSent] },
      ]);
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { accepted: 2, in_doubt: 0, not_sent: 1 } }]);
    });

    test('a notification that was settled as not sent can be claimed in the next group', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 600 });
      const run = await spoolRun(ledger, plannedMany(4));
      for (let round = 0; round < 5; round += 1) {
        world.clock.pass(200);
        const left = await openAll(ledger, run.id);
        expect(left).toHaveLength(4);
        const results = await ledger.claimAll(claimsOf(run.id, left.slice(0, 2), left.slice(2)));
        const settlements = results.map((result) => {
          if (result.kind !== 'claimed') throw new Error(`it is ${result.kind}`);
          return { attempt: result.attempt, outcomes: [notSent, notSent], status: null, error: 'ECONNREFUSED' };
        });
        await ledger.settle(settlements);
      }
      expect(await ledger.totals(run.id)).toMatchObject([{ requests: 10, retries: 8, buckets: { not_sent: 4 } }]);
    });

    test('lists notifications in doubt with what is known about their attempts', async () => {
      await using world = await makeWorld();
      const ledger = await world.open({ requestsPerMinute: 600 });
      const run = await spoolRun(ledger, plannedMany(3));
      world.clock.pass(2_000);
      const all = await openAll(ledger, run.id);
      const results = await ledger.claimAll(claimsOf(run.id, ...all.map((one) => [one])));
      const [timeout, broken] = results.map((result) => (result.kind === 'claimed' ? result.attempt : 0));
      await ledger.settle([
        { attempt: timeout ?? 0, outcomes: [inDoubt], status: null, error: 'UND_ERR_HEADERS_TIMEOUT' },
        { attempt: broken ?? 0, outcomes: [inDoubt], status: 500, error: 'HTTP 500' },
      ]);
      await world.kill(ledger);
      await using next = await world.open();
      const doubtful = [];
      for await (const some of next.inDoubt(run.id)) doubtful.push(...some);
      expect(doubtful).toMatchObject([
        { row: 1, status: null, error: 'UND_ERR_HEADERS_TIMEOUT' },
        { row: 2, status: 500, error: 'HTTP 500' },
        { row: 3, status: null, error: null },
      ]);
    });
  });
}
