// The ledger contract for what people were sent: caps and exclusions apply when requests are claimed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimResult, RunCampaign } from '../../src/delivery/ledger.ts';
import type { Planned } from '../../src/delivery/spool.ts';
import type { ReplayedSend } from '../../src/plan/often/replay.ts';
import {
  accepted,
  badTitle,
  inDoubt,
  notSent,
  optOut,
  planned,
  repeated,
  runCampaign,
  type MakeWorld,
} from './world.ts';
import { begin, person, promo, sendAll, step, Trial } from './often-trial.ts';
import '../support/property-seed.ts';

const hour = 3_600_000;
type Often = NonNullable<RunCampaign['often']>;

function peopleOf(prefix: string): readonly Planned[] {
  return ['ana', 'bo', 'cy'].map((one) => person(prefix + one, `email=${one}`));
}

function exclude(recent: Often['recent']): Often {
  return { caps: [], recent };
}

export function oftenContract(name: string, makeWorld: MakeWorld): void {
  describe(`how often: ${name}`, () => {
    test('leaves out a person who has reached a cap, and sends to the others', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [promo('first'), [person('a', 'email=ana'), person('b', 'email=bo')]],
        [promo('second'), [person('c', 'email=ana'), person('d', 'email=cy'), person('e', 'email=bo')]],
        [runCampaign('service', { tags: ['service'] }), [person('f', 'email=ana')]],
      ]);
      expect(await sendAll(world, ledger, { run, campaign: 0, as: accepted })).toEqual([0, 1]);
      expect(await sendAll(world, ledger, { run, campaign: 1, as: accepted })).toEqual([1]);
      expect(await sendAll(world, ledger, { run, campaign: 2, as: accepted })).toEqual([0]);
      for (const chunk of [0, 1, 2]) await ledger.finish(run.id, chunk);
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await ledger.totals(run.id)).toMatchObject([
        { buckets: { accepted: 2 }, leftOut: {} },
        { planned: 3, buckets: { accepted: 1, not_sent: 2 }, leftOut: { capped: 2 } },
        { buckets: { accepted: 1 } },
      ]);
    });

    test.each([
      ['accepted', accepted, []],
      ['in doubt', inDoubt, []],
      ['under way', undefined, []],
      ['refused', optOut, [0]],
      ['rejected', badTitle, [0]],
      ['not sent', notSent, [0]],
      ['sent again in another attempt', repeated, [0]],
    ] as const)('a notification that is %s counts for a cap, or leaves room', async (_, as, taken) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [promo('first'), [person('a', 'email=ana')]],
        [promo('second'), [person('c', 'email=ana')]],
      ]);
      await sendAll(world, ledger, { run, campaign: 0, ...(as && { as }) });
      expect(await sendAll(world, ledger, { run, campaign: 1 })).toEqual(taken);
    });

    test('knows a person by each of their identifiers, and counts one notification once', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const twice: Often = { caps: [{ max: 2, within: hour, exceptTags: [] }], recent: [] };
      const run = await begin(ledger, [
        [promo('first', twice), [person('a', 'email=ana', 'uuid=1', 'email=ana')]],
        [promo('second', twice), [person('b', 'uuid=1', 'email=ana')]],
        [promo('third', twice), [person('c', 'email=ana'), person('d', 'uuid=1'), person('e', 'uuid=2')]],
      ]);
      expect(await sendAll(world, ledger, { run, campaign: 0, as: accepted })).toEqual([0]);
      expect(await sendAll(world, ledger, { run, campaign: 1, as: accepted })).toEqual([0]);
      expect(await sendAll(world, ledger, { run, campaign: 2, as: accepted })).toEqual([2]);
      const past = await ledger.past([['email=ana'], ['uuid=1', 'email=ana'], ['uuid=3'], []], 0);
      expect(past.map((sends) => sends.length)).toEqual([2, 2, 0, 0]);
    });

    test('claims of one transaction see each other, and concurrent transactions wait for each other', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [promo('first'), peopleOf('1')],
        [promo('second'), peopleOf('2')],
        [promo('third'), peopleOf('3')],
      ]);
      const claims = await Promise.all(
        [0, 1, 2].map(async (chunk) => {
          return { run: run.id, chunk, campaign: chunk, notifications: await ledger.open(run.id, chunk) };
        }),
      );
      world.clock.pass(1_000);
      const [one, two, three] = claims as [(typeof claims)[0], (typeof claims)[0], (typeof claims)[0]];
      const results = await Promise.all([ledger.claimAll([one, two]), ledger.claimAll([three])]);
      expect(results.flat().flatMap(takenIn)).toHaveLength(3);
    });

    test('what one transaction claims counts for its later claims, even if the first claim has no cap', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const twice: Often = { caps: [{ max: 2, within: hour, exceptTags: [] }], recent: [] };
      const people = ['ana', 'bo'].map((one) => [`email=${one}`, `uuid=${one}`] as const);
      const run = await begin(ledger, [
        [runCampaign('news'), people.map((one, index) => person(`n${index}`, ...one))],
        [promo('first', twice), people.map((one, index) => person(`f${index}`, ...one))],
        [promo('second', twice), [planned('s0', { person: ['email=ana'] }), planned('s1', { person: [] })]],
      ]);
      const claims = await Promise.all(
        [0, 1, 2].map(async (chunk) => {
          return { run: run.id, chunk, campaign: chunk, notifications: await ledger.open(run.id, chunk) };
        }),
      );
      world.clock.pass(1_000);
      expect((await ledger.claimAll(claims)).map(takenIn)).toEqual([[0, 1], [0, 1], [1]]);
      expect((await ledger.totals(run.id))[2]).toMatchObject({ leftOut: { capped: 1 } });
    });

    test('a cap counts a rolling period, a gap separates two notifications, and the tags are those of the run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const often: Often = {
        caps: [{ tag: 'promo', max: 3, within: 24 * hour, gap: 2 * hour, exceptTags: [] }],
        recent: [],
      };
      const keys = ['a', 'b', 'c', 'd', 'e'];
      const run = await begin(
        ledger,
        keys.map((key) => [promo(`campaign-${key}`, often), [person(key, 'email=ana')]]),
      );
      // A person who is left out stays left out in this run.
      expect(await sendAll(world, ledger, { run, campaign: 0, as: accepted })).toEqual([0]);
      world.clock.pass(hour);
      expect(await sendAll(world, ledger, { run, campaign: 1, as: accepted })).toEqual([]);
      world.clock.pass(hour + 60_000);
      expect(await sendAll(world, ledger, { run, campaign: 2, as: accepted })).toEqual([0]);
      world.clock.pass(3 * hour);
      expect(await sendAll(world, ledger, { run, campaign: 3, as: accepted })).toEqual([0]);
      world.clock.pass(18 * hour);
      expect(await sendAll(world, ledger, { run, campaign: 4, as: accepted })).toEqual([]);
      world.clock.pass(hour);
      await ledger.setState(run.id, 'finished', {});
      const later = await begin(ledger, [[promo('campaign-e', often), [person('e', 'email=ana')]]]);
      expect(await sendAll(world, ledger, { run: later, campaign: 0, as: accepted })).toEqual([0]);
    });

    test('a campaign excludes people who were sent another campaign, by id or tag, but nobody because of its own run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [runCampaign('cart', { tags: ['cart'] }), [person('a', 'email=ana')]],
        [
          promo('by-id', exclude([{ sent: 'cart', within: hour }])),
          [person('b', 'email=ana'), person('c', 'email=bo')],
        ],
        [promo('by-tag', exclude([{ tag: 'promo', within: hour }])), ['d', 'e'].map((key) => person(key, 'email=cy'))],
        [
          promo(
            'other',
            exclude([
              { sent: 'carts', within: hour },
              { tag: 'none', within: hour },
            ]),
          ),
          [person('f', 'email=ana')],
        ],
      ]);
      expect(await sendAll(world, ledger, { run, campaign: 0, as: accepted })).toEqual([0]);
      expect(await sendAll(world, ledger, { run, campaign: 1, as: accepted })).toEqual([1]);
      expect(await sendAll(world, ledger, { run, campaign: 2, as: accepted })).toEqual([0, 1]);
      expect(await sendAll(world, ledger, { run, campaign: 3, as: accepted })).toEqual([0]);
      expect((await ledger.totals(run.id))[1]).toMatchObject({ leftOut: { excluded: 1 } });
    });

    test('returns the outcome of what people were sent, for all campaigns', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const rollout = [{ upTo: 0.5, pause: null }, { upTo: 1 }];
      const run = await begin(ledger, [
        [runCampaign('first', { tags: ['promo'], commit: '0aeee994010f' }), [person('a', 'email=ana')]],
        [runCampaign('second', { rollout }), [{ ...person('b', 'email=ana'), step: 0 }]],
      ]);
      const before = world.clock.now();
      await sendAll(world, ledger, { run, campaign: 0, as: optOut });
      await sendAll(world, ledger, { run, campaign: 1, as: accepted });
      const [past = []] = await ledger.past([['email=ana']], before - 1);
      expect(past.map(({ campaign, tags, became, reason }) => ({ campaign, tags, became, reason }))).toEqual([
        { campaign: 'first', tags: ['promo'], became: 'refused', reason: 'OptOut' },
        { campaign: 'second', tags: [], became: 'accepted', reason: undefined },
      ]);
      const by = { run: run.id, seal: 'seal-1' };
      const [one, other] = await ledger.sentTo(['email=ana'], before - 1);
      expect(one).toMatchObject({ ...by, campaign: 'first', reason: 'OptOut', commit: '0aeee994010f', step: null });
      expect(other).toMatchObject({ ...by, campaign: 'second', became: 'accepted', commit: undefined, step: 0 });
      expect(other?.request).toBeGreaterThan(one?.request ?? 0);
      expect(other).not.toHaveProperty('reason');
      expect(await ledger.sentTo(['email=ana'], world.clock.now())).toEqual([]);
      expect(await ledger.past([['email=ana']], world.clock.now())).toEqual([[]]);
      expect(await ledger.past([], 0)).toEqual([]);
      expect(await ledger.campaigns()).toHaveLength(2);
    });

    test('returns what people were sent in order, each with what else they were sent, and without what failed', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [runCampaign('first', { tags: ['promo'] }), [person('a', 'email=ana', 'uuid=1')]],
        [runCampaign('second'), [person('b', 'uuid=1'), person('c', 'email=bo')]],
        [runCampaign('third'), [person('d', 'email=ana')]],
        [runCampaign('fourth'), [person('e', 'email=cy')]],
      ]);
      const before = world.clock.now() - 1;
      await sendAll(world, ledger, { run, campaign: 0, as: accepted });
      await sendAll(world, ledger, { run, campaign: 1 });
      await sendAll(world, ledger, { run, campaign: 2, as: optOut });
      await sendAll(world, ledger, { run, campaign: 3, as: notSent });
      const read = async (since: number, lookBack: number) => {
        const sends: ReplayedSend[] = [];
        for await (const block of ledger.sentSince(since, lookBack)) sends.push(...block);
        return sends.map(({ send, person: hashes, past }) => ({
          is: `${send.campaign} ${send.became}`,
          identifiers: hashes.length,
          past: past.map(({ campaign }) => campaign).toSorted(),
          isOrdered: past.every(({ id, at }) => (id < send.id ? at <= send.at : at >= send.at)),
        }));
      };
      const first = { is: 'first accepted', identifiers: 2, past: ['first', 'second', 'third'], isOrdered: true };
      const ana = { is: 'second open', identifiers: 1, past: ['first', 'second'], isOrdered: true };
      const bo = { is: 'second open', identifiers: 1, past: ['second'], isOrdered: true };
      expect(await read(before, hour)).toEqual([first, ana, bo]);
      expect((await read(before, 0)).every(({ past }) => past.length === 0)).toBe(true);
      expect(await read(world.clock.now(), hour)).toEqual([]);
    });

    test('nobody exceeds a cap or is left out below it, whatever the order of claims, outcomes and restarts', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
          await using world = await makeWorld();
          const trial = await Trial.begin(world);
          await using _ = trial;
          for (const one of steps) await trial.take(one);
        }),
        { numRuns: 4 },
      );
    });
  });
}

function takenIn(result: ClaimResult): readonly number[] {
  return result.kind === 'claimed' ? result.taken : [];
}
