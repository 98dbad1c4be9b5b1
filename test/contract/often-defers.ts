// The ledger contract for caps that defer: a person without room waits in the run, or is left out of it.
import { describe, expect, test } from 'vitest';
import type { RunCampaign } from '../../src/delivery/ledger.ts';
import { accepted, claimSoon, type MakeWorld } from './world.ts';
import { begin, person, promo, sendAll } from './often-trial.ts';

const hour = 3_600_000;
type Often = NonNullable<RunCampaign['often']>;

export function oftenDefersContract(name: string, makeWorld: MakeWorld): void {
  describe(`caps that defer: ${name}`, () => {
    test('people held by a cap that defers stay in their chunk until there is room, if the run waits', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const often: Often = {
        caps: [{ tag: 'promo', max: 1, within: 24 * hour, exceptTags: [], when: 'defer' }],
        recent: [],
      };
      const schedule = { zone: 'UTC', isZoned: false, outside: 'hold' as const };
      const at = world.clock.now();
      const times = { schedule: { ...schedule, deadline: 24 * hour }, quiet: [], blackouts: [] };
      const run = await begin(ledger, [
        [promo('first', often), [person('a', 'email=ana'), person('b', 'email=bo')]],
        [promo('second', often), [person('c', 'email=ana'), person('d', 'email=cy'), person('e', 'email=bo')]],
        [{ ...promo('late', often), times }, [{ ...person('f', 'email=ana'), when: { due: at - hour, zone: 'UTC' } }]],
        [
          { ...promo('third', often), times: { ...times, schedule } },
          [{ ...person('g', 'email=bo'), when: { due: at, zone: 'UTC' } }],
        ],
      ]);
      expect(await sendAll(world, ledger, { run, campaign: 0, as: accepted })).toEqual([0, 1]);
      const [past = []] = await ledger.past([['email=ana']], 0);
      const until = Math.ceil(((past[0]?.at ?? 0) + 24 * hour) / 60_000) * 60_000;
      const claimOf = async (campaign: number) => {
        const notifications = await ledger.open(run.id, campaign);
        return claimSoon(world, ledger, { run: run.id, chunk: campaign, campaign, notifications, waits: true });
      };
      const second = await claimOf(1);
      expect(second).toMatchObject({
        taken: [1],
        held: new Map([
          [0, until],
          [2, until],
        ]),
      });
      await ledger.settle([{ attempt: second.attempt, outcomes: [accepted], status: 200, error: null }]);
      await ledger.finish(run.id, 1, until);
      // There is room only after the deadline. Without a deadline, they wait.
      expect(await claimOf(2)).toEqual({ kind: 'claimed', attempt: 0, taken: [] });
      expect(await claimOf(3)).toEqual({ kind: 'claimed', attempt: 0, taken: [], held: new Map([[0, until]]) });
      expect(await ledger.chunks(run.id)).toMatchObject([{ number: 0 }, { number: 1, due: until }, {}, {}]);
      expect(await ledger.totals(run.id)).toMatchObject([
        {},
        { leftOut: {} },
        { leftOut: { capped: 1 } },
        { leftOut: {} },
      ]);
      world.clock.pass(until - world.clock.now());
      expect(await sendAll(world, ledger, { run, campaign: 1, as: accepted })).toEqual([0, 1]);
      // If the run does not wait, they are left out of it.
      expect(await sendAll(world, ledger, { run, campaign: 3 })).toEqual([]);
      expect((await ledger.totals(run.id))[3]).toMatchObject({ leftOut: { capped: 1 } });
    });
  });
}
