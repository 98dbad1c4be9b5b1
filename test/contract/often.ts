// The contract of ledgers, as far as they know what people were sent: caps and exclusions hold where requests are claimed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimResult, RunCampaign, RunRecord } from '../../src/delivery/ledger.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Planned, Spooled } from '../../src/delivery/spool.ts';
import {
  accepted,
  badTitle,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  optOut,
  planned,
  repeated,
  runCampaign,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';
import '../support/property-seed.ts';

const hour = 3_600_000;
type Often = NonNullable<RunCampaign['often']>;

const oncePromo: Often = { caps: [{ tag: 'promo', max: 1, within: 24 * hour, exceptTags: ['service'] }], recent: [] };

function promo(id: string, often: Often = oncePromo): RunCampaign {
  return runCampaign(id, { tags: ['promo'], often });
}

/** Whose identifiers these are; nobody has the same key in two campaigns. */
function person(key: string, ...identifiers: readonly string[]): Planned {
  return planned(key, { person: identifiers });
}

/** One run of campaigns, each with the notifications of one chunk. */
async function begin(
  ledger: WholeLedger,
  campaigns: readonly (readonly [campaign: RunCampaign, people: readonly Planned[]])[],
): Promise<RunRecord> {
  const run = await ledger.startRun(newRun(...campaigns.map(([campaign]) => campaign)));
  for (const [index, [, people]] of campaigns.entries()) {
    await ledger.append(run.id, index, people);
    await ledger.flush(run.id);
  }
  await ledger.setState(run.id, 'running', { seal: 'seal-1' });
  return run;
}

/** Claims all that is left of a campaign, and settles it so; gives which rows were taken. */
async function sendAll(
  world: LedgerWorld,
  ledger: WholeLedger,
  { run, campaign, as }: { readonly run: RunRecord; readonly campaign: number; readonly as?: Outcome },
): Promise<readonly number[]> {
  const notifications = await ledger.open(run.id, campaign);
  const { attempt, taken } = await claimSoon(world, ledger, { run: run.id, chunk: campaign, campaign, notifications });
  const outcomes = taken.map(() => as);
  if (attempt > 0 && outcomes.every((one) => one !== undefined)) {
    await ledger.settle([{ attempt, outcomes, status: 200, error: null }]);
  }
  return taken;
}

export function oftenContract(name: string, makeWorld: MakeWorld): void {
  describe(`how often: ${name}`, () => {
    test('whoever has reached a cap is left out, and the others go without them', async () => {
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
    ] as const)('what is %s has its place, or none', async (_, as, taken) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [promo('first'), [person('a', 'email=ana')]],
        [promo('second'), [person('c', 'email=ana')]],
      ]);
      await sendAll(world, ledger, { run, campaign: 0, ...(as && { as }) });
      expect(await sendAll(world, ledger, { run, campaign: 1 })).toEqual(taken);
    });

    test('a person is known by each of their identifiers, and one notification counts once', async () => {
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

    test('claims of one transaction see each other, and those at the same time wait for each other', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const people = (prefix: string) => ['ana', 'bo', 'cy'].map((one) => person(prefix + one, `email=${one}`));
      const run = await begin(ledger, [
        [promo('first'), people('1')],
        [promo('second'), people('2')],
        [promo('third'), people('3')],
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

    test('what one transaction claims counts for the claims that come after, also where the first asks nothing', async () => {
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

    test('a cap is rolling, a gap keeps two apart, and the tags are those of the run', async () => {
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
      // Who is left out stays so in the run.
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

    test('a campaign excludes people whom another was sent to, by id or by tag, and nobody for its own run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const exclude = (recent: Often['recent']): Often => ({ caps: [], recent });
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

    test('it says what became of what people were sent, whatever the campaign', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger, [
        [runCampaign('first', { tags: ['promo'] }), [person('a', 'email=ana')]],
        [runCampaign('second'), [person('b', 'email=ana')]],
      ]);
      const before = world.clock.now();
      await sendAll(world, ledger, { run, campaign: 0, as: optOut });
      await sendAll(world, ledger, { run, campaign: 1, as: accepted });
      const [past = []] = await ledger.past([['email=ana']], before - 1);
      expect(past.map(({ campaign, tags, became, reason }) => ({ campaign, tags, became, reason }))).toEqual([
        { campaign: 'first', tags: ['promo'], became: 'refused', reason: 'OptOut' },
        { campaign: 'second', tags: [], became: 'accepted', reason: undefined },
      ]);
      expect(await ledger.past([['email=ana']], world.clock.now())).toEqual([[]]);
      expect(await ledger.past([], 0)).toEqual([]);
      expect(await ledger.campaigns()).toHaveLength(2);
    });

    test('nobody is over a cap, and nobody is left out below it, whatever the order of claims, outcomes and restarts', async () => {
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

type Step =
  | { readonly kind: 'claim'; readonly campaign: number; readonly from: number; readonly count: number }
  | { readonly kind: 'settle'; readonly which: number; readonly as: Outcome }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      campaign: fc.nat(3),
      from: fc.nat(11),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which: fc.nat(9),
      as: fc.constantFrom(accepted, inDoubt, optOut, badTitle),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 50 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** Kept by the test itself: what was claimed for whom, and whether it takes a place. */
interface Claimed {
  readonly identifiers: readonly string[];
  readonly campaign: number;
  readonly at: number;
  counts: boolean;
}

/** Two campaigns that are promotions, one that all of them count, one that neither counts nor is held back. */
const tags = [['promo'], ['promo', 'autumn'], ['news'], ['service']] as const;
const people = [['email=ana'], ['email=ana', 'uuid=1'], ['uuid=1'], ['email=bo', 'uuid=2']] as const;

class Trial implements AsyncDisposable {
  readonly #world: LedgerWorld;
  readonly #claimed: Claimed[] = [];
  readonly #open: { readonly attempt: number; readonly of: readonly Claimed[] }[] = [];
  readonly #spooled: (readonly Spooled[])[] = [];
  #ledger: WholeLedger;
  #run = '';

  private constructor(world: LedgerWorld, ledger: WholeLedger) {
    this.#world = world;
    this.#ledger = ledger;
  }

  static async begin(world: LedgerWorld): Promise<Trial> {
    const trial = new Trial(world, await world.open());
    const often: Often = {
      caps: [
        { tag: 'promo', max: 2, within: hour, exceptTags: [] },
        { max: 3, within: 2 * hour, exceptTags: ['service'] },
      ],
      recent: [],
    };
    const onlyAll: Often = { ...often, caps: often.caps.slice(1) };
    const campaigns = tags.map((own, index) => {
      const held = [often, often, onlyAll][index];
      const planned = Array.from({ length: 12 }, (_, row) =>
        person(`${index}-${row}`, ...(people[row % people.length] ?? [])),
      );
      return [runCampaign(`c${index}`, { tags: own, ...(held && { often: held }) }), planned] as const;
    });
    const run = await begin(trial.#ledger, campaigns);
    trial.#run = run.id;
    for (const index of tags.keys()) trial.#spooled.push(await trial.#ledger.open(run.id, index));
    return trial;
  }

  async take(one: Step): Promise<void> {
    switch (one.kind) {
      case 'claim':
        return this.#claim(one.campaign, one.from, one.count);
      case 'settle':
        return this.#settle(one.which, one.as);
      case 'pass':
        this.#world.clock.pass(one.minutes * 60_000);
        return undefined;
      case 'restart':
        await this.#world.kill(this.#ledger);
        this.#ledger = await this.#world.open();
        await this.#ledger.adoptRun(this.#run, { host: 'runner-1', pid: 1 });
        this.#open.length = 0;
        return undefined;
    }
  }

  async #claim(campaign: number, from: number, count: number): Promise<void> {
    const left = new Set((await this.#ledger.open(this.#run, campaign)).map(({ key }) => key));
    const all = this.#spooled[campaign] ?? [];
    const rows = all.flatMap((notification, row) =>
      row >= from && row < from + count && left.has(notification.key) ? [{ notification, row }] : [],
    );
    if (rows.length === 0) return;
    const notifications = rows.map(({ notification }) => notification);
    const claim = { run: this.#run, chunk: campaign, campaign, notifications };
    const { attempt, taken } = await claimSoon(this.#world, this.#ledger, claim);
    const at = this.#world.clock.now();
    const of: Claimed[] = [];
    const expected: number[] = [];
    for (const [index, { row }] of rows.entries()) {
      const identifiers = people[row % people.length] ?? [];
      if (this.#isFull(campaign, identifiers, at)) continue;
      expected.push(index);
      const one = { identifiers, campaign, at, counts: true };
      this.#claimed.push(one);
      of.push(one);
    }
    expect(taken).toEqual(expected);
    if (of.length > 0) this.#open.push({ attempt, of });
  }

  #isFull(campaign: number, identifiers: readonly string[], at: number): boolean {
    const theirs = this.#claimed.filter(
      (one) => one.counts && one.identifiers.some((identifier) => identifiers.includes(identifier)),
    );
    const promotions = theirs.filter((one) => one.campaign < 2 && one.at > at - hour).length;
    const all = theirs.filter((one) => one.campaign < 3 && one.at > at - 2 * hour).length;
    return campaign < 3 && ((campaign < 2 && promotions >= 2) || all >= 3);
  }

  async #settle(which: number, as: Outcome): Promise<void> {
    const [one] = this.#open.splice(which % Math.max(1, this.#open.length), 1);
    if (one === undefined) return;
    const outcomes = one.of.map(() => as);
    await this.#ledger.settle([{ attempt: one.attempt, outcomes, status: 200, error: null }]);
    for (const claimed of one.of) claimed.counts = as.kind === 'accepted' || as.kind === 'in_doubt';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ledger[Symbol.asyncDispose]();
  }
}
