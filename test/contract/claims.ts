// The ledger contract for claims, outcomes and totals.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { accepted, badTitle, claimSoon, inDoubt, notSent, openAll, optOut, plannedMany, repeated } from './world.ts';
import { newRun, send, spoolRun, type MakeWorld } from './world.ts';

const final: readonly Outcome[] = [accepted, optOut, badTitle, inDoubt];
const claimable: readonly Outcome[] = [notSent, repeated];

export function claimsContract(name: string, makeWorld: MakeWorld): void {
  describe(`claims: ${name}`, () => {
    test('a notification is claimed once', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(3));
      const [one, two, three] = await openAll(ledger, run.id);
      if (one === undefined || two === undefined || three === undefined) throw new Error('nothing was spooled');
      const claim = { run: run.id, chunk: 0, campaign: 0 };
      const first = await claimSoon(world, ledger, { ...claim, notifications: [one, two] });
      expect(first.taken).toEqual([0, 1]);
      const second = await claimSoon(world, ledger, { ...claim, notifications: [two, three, three, one] });
      expect(second.taken).toEqual([1]);
      expect(second.attempt).not.toBe(first.attempt);
      expect((await claimSoon(world, ledger, { ...claim, notifications: [one, two, three] })).taken).toEqual([]);
      expect(await ledger.totals(run.id)).toMatchObject([{ requests: 2, buckets: { in_doubt: 3, not_sent: 0 } }]);
    });

    test.each(final)('a notification that is $kind is never claimed again', async (outcome) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      const notifications = await openAll(ledger, run.id);
      await send(world, ledger, run.id, notifications, [outcome]);
      const again = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      expect(again.taken).toEqual([]);
      expect(await openAll(ledger, run.id)).toEqual([]);
    });

    test.each(claimable)(
      'a notification that is $kind is claimed again with a new attempt, once the outcome is recorded',
      async (outcome) => {
        await using world = await makeWorld();
        await using ledger = await world.open();
        const run = await spoolRun(ledger, plannedMany(1));
        const notifications = await openAll(ledger, run.id);
        const first = await send(world, ledger, run.id, notifications, [outcome]);
        expect(await openAll(ledger, run.id)).toEqual(notifications);
        const second = await send(world, ledger, run.id, notifications, [accepted]);
        expect(second).not.toBe(first);
        const [totals] = await ledger.totals(run.id);
        expect(totals).toMatchObject({ requests: 2, retries: 1, maybeTwice: outcome === repeated ? 1 : 0 });
        expect(totals?.buckets).toEqual({ accepted: 1, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 });
      },
    );

    test('a person who may have got several copies is counted once', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2));
      const notifications = await openAll(ledger, run.id);
      for (const outcomes of [
        [repeated, notSent],
        [notSent, notSent],
        [repeated, repeated],
        [repeated, accepted],
        [accepted],
      ]) {
        const left = await openAll(ledger, run.id);
        await send(world, ledger, run.id, left, outcomes);
      }
      expect(notifications).toHaveLength(2);
      expect(await ledger.totals(run.id)).toMatchObject([{ maybeTwice: 2, retries: 4, buckets: { accepted: 2 } }]);
    });

    test('claims nothing for a run that is not running', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const loading = await ledger.startRun(newRun());
      const claim = { run: loading.id, chunk: 0, campaign: 0, notifications: [] };
      expect(await ledger.claim(claim)).toEqual({ kind: 'fenced', state: 'loading' });
      const run = await spoolRun(ledger, plannedMany(1));
      for (const state of ['paused', 'stopped'] as const) {
        await ledger.setState(run.id, state, {});
        expect(await ledger.claim({ ...claim, run: run.id })).toEqual({ kind: 'fenced', state });
        await ledger.setState(run.id, 'running', {});
      }
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.claim({ ...claim, run: run.id })).toEqual({ kind: 'fenced', state: 'finished' });
    });

    test('settling twice changes nothing, but a later outcome replaces doubt', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(3));
      const attempt = await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted, inDoubt, inDoubt]);
      const late = { attempt, outcomes: [notSent, optOut, inDoubt], status: null, error: null };
      for (const settlements of [[late], [late], [late, { ...late, outcomes: [inDoubt, accepted, inDoubt] }]]) {
        await ledger.settle(settlements);
        const [totals] = await ledger.totals(run.id);
        expect(totals?.buckets).toEqual({ accepted: 1, refused: 1, rejected: 0, in_doubt: 1, not_sent: 0 });
        expect(totals?.refused).toEqual({ OptOut: 1 });
      }
      await expect(ledger.settle([{ ...late, outcomes: [accepted] }])).rejects.toThrow('has 3 notifications, not 1');
      await expect(ledger.settle([{ ...late, attempt: 99 }])).rejects.toThrow('no attempt 99');
    });

    test('gives each slot at its time, and waits while the key is blocked', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 3 });
      const run = await spoolRun(ledger, plannedMany(5));
      const notifications = await openAll(ledger, run.id);
      const claimOne = (index: number) =>
        ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications: notifications.slice(index, index + 1) });
      expect(await claimOne(0)).toMatchObject({ kind: 'claimed', taken: [0] });
      expect(await claimOne(1)).toEqual({ kind: 'wait', milliseconds: 20_000 });
      world.clock.pass(20_000);
      expect(await claimOne(0)).toMatchObject({ kind: 'claimed', taken: [] });
      expect(await claimOne(1)).toMatchObject({ kind: 'claimed', taken: [0] });
      await ledger.block(50_000, { halve: false });
      expect(await claimOne(2)).toEqual({ kind: 'wait', milliseconds: 50_000 });
      world.clock.pass(50_000);
      expect(await claimOne(2)).toMatchObject({ kind: 'claimed', taken: [0] });
    });

    test('a burst of 429 answers halves the pace once, also for the next process, and the pace rises by 5% of the limit per minute', async () => {
      await using world = await makeWorld();
      const before = await world.open({ requestsPerMinute: 60 });
      const run = await spoolRun(before, plannedMany(700));
      for (const milliseconds of [5_000, 4_000, 6_000]) await before.block(milliseconds, { halve: true });
      await world.kill(before);
      await using ledger = await world.open({ requestsPerMinute: 60 });
      await ledger.adoptRun(run.id, { host: 'h', pid: 1 });
      const all = await openAll(ledger, run.id);
      let next = 0;
      /** Returns how many requests are sent in the next minute. */
      const sendMinute = async (): Promise<number> => {
        const begin = next;
        const end = world.clock.monotonic() + 60_000;
        while (world.clock.monotonic() < end) {
          const notifications = all.slice(next, next + 1);
          const result = await ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications });
          if (result.kind === 'wait') world.clock.pass(Math.min(result.milliseconds, end - world.clock.monotonic()));
          if (result.kind !== 'claimed') continue;
          next += 1;
          await ledger.settle([{ attempt: result.attempt, outcomes: [accepted], status: 200, error: null }]);
        }
        return next - begin;
      };
      world.clock.pass(6_100);
      const minutes: number[] = [];
      for (let minute = 0; minute < 11; minute += 1) minutes.push(await sendMinute());
      expect(minutes[0]).toBeGreaterThanOrEqual(29);
      expect(minutes[0]).toBeLessThanOrEqual(33);
      for (const [minute, sent] of minutes.slice(0, 9).entries()) expect(sent).toBeLessThanOrEqual(33 + 3 * minute);
      expect(minutes[5]).toBeGreaterThanOrEqual(44);
      expect(minutes[10]).toBeGreaterThanOrEqual(59);
    });

    test('counts reasons by name, and as "other" if there are too many', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(260));
      const notifications = await openAll(ledger, run.id);
      for (let start = 0; start < notifications.length; start += 20) {
        const batch = notifications.slice(start, start + 20);
        const outcomes = batch.map(({ row }): Outcome => ({ kind: 'refused', reason: `Reason${row}` }));
        await send(world, ledger, run.id, batch, outcomes);
      }
      const [totals] = await ledger.totals(run.id);
      expect(totals?.buckets.refused).toBe(260);
      expect(totals?.refused).toMatchObject({ Reason1: 1, Reason200: 1 });
      expect(totals?.refused['other']).toBeGreaterThan(0);
    });

    test('the five buckets always add up to the number of planned notifications', async () => {
      const outcomes = fc.array(fc.constantFrom(...final, ...claimable), { minLength: 7, maxLength: 7 });
      await fc.assert(
        fc.asyncProperty(fc.array(outcomes, { maxLength: 6 }), async (rounds) => {
          await using world = await makeWorld();
          await using ledger = await world.open();
          const run = await spoolRun(ledger, plannedMany(7));
          for (const round of rounds) {
            const left = await openAll(ledger, run.id);
            if (left.length > 0) await send(world, ledger, run.id, left, round.slice(0, left.length));
            const [totals] = await ledger.totals(run.id);
            const { accepted, refused, rejected, in_doubt, not_sent } = totals?.buckets ?? {};
            const sum = [accepted, refused, rejected, in_doubt, not_sent].reduce<number>(
              (all, one) => all + (one ?? 0),
              0,
            );
            expect(sum).toBe(7);
            expect(not_sent).toBe((await openAll(ledger, run.id)).length);
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
