// Claims for a few people in random order, compared with the test's own record of who has room.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { RunCampaign, RunRecord } from '../../src/delivery/ledger.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Planned, Spooled } from '../../src/delivery/spool.ts';
import {
  accepted,
  badTitle,
  claimSoon,
  inDoubt,
  newRun,
  optOut,
  planned,
  runCampaign,
  type LedgerWorld,
  type WholeLedger,
} from './world.ts';

const hour = 3_600_000;
type Often = NonNullable<RunCampaign['often']>;

/** `identifiers` are those of the person. Nobody has the same key in two campaigns. */
export function person(key: string, ...identifiers: readonly string[]): Planned {
  return planned(key, { person: identifiers });
}

/** Begins one run of several campaigns, each with one chunk of notifications. */
export async function begin(
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

const oncePromo: Often = { caps: [{ tag: 'promo', max: 1, within: 24 * hour, exceptTags: ['service'] }], recent: [] };

export function promo(id: string, often: Often = oncePromo): RunCampaign {
  return runCampaign(id, { tags: ['promo'], often });
}

/** Claims all that is left of a campaign and settles it with `as`. Returns which rows were taken. */
export async function sendAll(
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

type Step =
  | { readonly kind: 'claim'; readonly campaign: number; readonly from: number; readonly count: number }
  | { readonly kind: 'settle'; readonly which: number; readonly as: Outcome }
  | { readonly kind: 'pass'; readonly minutes: number }
  | { readonly kind: 'restart' };

export const step: fc.Arbitrary<Step> = fc.oneof(
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

/** The test's own record: what was claimed for whom, and whether it counts. */
interface Claimed {
  readonly identifiers: readonly string[];
  readonly campaign: number;
  readonly at: number;
  counts: boolean;
}

/** Two promotions, one campaign that only the general cap counts, and one that no cap counts or holds back. */
const tags = [['promo'], ['promo', 'autumn'], ['news'], ['service']] as const;
const people = [['email=ana'], ['email=ana', 'uuid=1'], ['uuid=1'], ['email=bo', 'uuid=2']] as const;

export class Trial implements AsyncDisposable {
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
