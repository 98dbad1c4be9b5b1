// The ledger contract for waiting: chunks with one due time each, runs that wait beside others, and what replaces them.
import { describe, expect, test } from 'vitest';
import type { Replacing, RunRecord } from '../../src/delivery/ledger.ts';
import {
  accepted,
  claimSoon,
  inDoubt,
  newRun,
  planned,
  runCampaign,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';

const hour = 3_600_000;
const by = { host: 'runner-2', pid: 7 };

/** The people of each campaign by when they are due: hours from now, or null for at once. */
type People = Readonly<Record<string, readonly (number | null)[]>>;

async function begin(
  world: LedgerWorld,
  ledger: WholeLedger,
  people: People,
  { replacing, workspaceId }: { readonly replacing?: Replacing; readonly workspaceId?: string } = {},
): Promise<RunRecord> {
  const own = workspaceId === undefined ? {} : { workspaceId };
  const run = await ledger.startRun(newRun(...Object.keys(people).map((id) => runCampaign(id, own))));
  for (const [index, dues] of Object.values(people).entries()) {
    const notifications = dues.map((due, at) =>
      planned(`u${at}`, { row: at + 1, ...(due !== null && { until: world.clock.now() + due * hour }) }),
    );
    await ledger.append(run.id, index, notifications);
  }
  await ledger.setState(run.id, 'running', { seal: `seal-${run.id}`, ...(replacing && { replacing }) });
  return requireRun(ledger, run.id);
}

async function requireRun(ledger: WholeLedger, id: string): Promise<RunRecord> {
  const run = await ledger.run(id);
  if (run === undefined) throw new Error('there is no such run');
  return run;
}

/** The result of the run by campaign: its people, the accepted ones, and those who were left out. */
async function sumOf(ledger: WholeLedger, run: string) {
  const totals = await ledger.totals(run);
  return totals.map(({ planned: all, buckets, leftOut }) => ({ all, accepted: buckets.accepted, out: leftOut }));
}

export function waitingContract(name: string, makeWorld: MakeWorld): void {
  describe(`waiting: ${name}`, () => {
    test('chunks have one due time each, and people who are not due are in chunks of their own', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const now = world.clock.now();
      const run = await begin(world, ledger, { sale: [2, null, 1, 2, null], news: [1] });
      expect(run).toMatchObject({ state: 'running', nextDue: now + hour });
      expect(await ledger.chunks(run.id)).toEqual([
        { number: 0, campaign: 0, size: 2, due: null },
        { number: 1, campaign: 0, size: 1, due: now + hour },
        { number: 2, campaign: 0, size: 2, due: now + 2 * hour },
        { number: 3, campaign: 1, size: 1, due: now + hour },
      ]);
      expect(await ledger.waiting()).toEqual([
        {
          run: run.id,
          campaign: 'sale',
          workspaceId: undefined,
          isBusy: false,
          times: [
            { due: now + hour, count: 1 },
            { due: now + 2 * hour, count: 2 },
          ],
          held: 0,
        },
        {
          run: run.id,
          campaign: 'news',
          workspaceId: undefined,
          isBusy: false,
          times: [{ due: now + hour, count: 1 }],
          held: 0,
        },
      ]);
    });

    test('a run with nothing due waits, claims nothing before it is due, and the next process resumes it', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await begin(world, ledger, { sale: [1] });
      expect(run).toMatchObject({ state: 'waiting', endedAt: null });
      const notifications = await ledger.open(run.id, 0);
      const claim = { run: run.id, chunk: 0, campaign: 0, notifications };
      expect(await ledger.claim(claim)).toEqual({ kind: 'fenced', state: 'waiting' });
      await world.kill(ledger);
      await using next = await world.open();
      expect(await next.run(run.id)).toMatchObject({ state: 'waiting', nextDue: run.nextDue });
      world.clock.pass(hour);
      await next.adoptRun(run.id, by);
      expect(await claimSoon(world, next, claim)).toMatchObject({ taken: [0] });
    });

    test('people whose window has closed are due when it opens again', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(world, ledger, { sale: [null, null] });
      const [one] = await ledger.open(run.id, 0);
      if (one === undefined) throw new Error('nobody is there');
      const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: [one] });
      await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
      const until = world.clock.now() + 8 * hour;
      await ledger.finish(run.id, 0, until);
      expect(await ledger.chunks(run.id)).toEqual([{ number: 0, campaign: 0, size: 2, due: until }]);
      await ledger.setState(run.id, 'waiting', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'waiting', nextDue: until });
      expect(await ledger.waiting()).toMatchObject([{ times: [{ due: until, count: 1 }] }]);
      expect(await ledger.open(run.id, 0)).toMatchObject([{ row: 2 }]);
    });

    test('another run is sent beside a waiting one, and replaces only what waits of its own campaigns', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const waiting = await begin(world, ledger, { sale: [1, 2], news: [1] });
      const other = await begin(world, ledger, { offers: [null] });
      expect(await ledger.run(waiting.id)).toMatchObject({ state: 'waiting' });
      await ledger.setState(other.id, 'stopped', {});
      const sale = await begin(world, ledger, { sale: [3] });
      expect(await ledger.run(waiting.id)).toMatchObject({ state: 'waiting', nextDue: world.clock.now() + hour });
      expect(await sumOf(ledger, waiting.id)).toEqual([
        { all: 2, accepted: 0, out: { replaced: 2 } },
        { all: 1, accepted: 0, out: {} },
      ]);
      expect((await ledger.chunks(waiting.id)).map(({ campaign }) => campaign)).toEqual([1]);
      // A run ends when the last of its campaigns is replaced.
      await begin(world, ledger, { news: [4] });
      expect(await ledger.run(waiting.id)).toMatchObject({
        state: 'superseded',
        why: expect.stringMatching(/^replaced by run_/v),
      });
      expect(await sumOf(ledger, waiting.id)).toMatchObject([{ out: { replaced: 2 } }, { out: { replaced: 1 } }]);
      expect(await ledger.run(sale.id)).toMatchObject({ state: 'waiting' });
    });

    test('a plan of the whole workspace cancels its removed campaigns, and no campaigns of other workspaces', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const mine = await begin(world, ledger, { sale: [1], news: [1] }, { workspaceId: 'ws_mine' });
      const theirs = await begin(world, ledger, { other: [1] }, { workspaceId: 'ws_theirs' });
      const part = { campaigns: ['offers'] };
      await begin(world, ledger, { offers: [2] }, { replacing: part, workspaceId: 'ws_mine' });
      expect(await sumOf(ledger, mine.id)).toMatchObject([{ out: {} }, { out: {} }]);
      const whole = { campaigns: ['offers', 'news'], whole: { workspaceId: 'ws_mine' } };
      await begin(world, ledger, { offers: [2], news: [2] }, { replacing: whole, workspaceId: 'ws_mine' });
      expect(await sumOf(ledger, mine.id)).toMatchObject([{ out: { cancelled: 1 } }, { out: { replaced: 1 } }]);
      expect(await ledger.run(mine.id)).toMatchObject({ state: 'superseded' });
      expect(await ledger.run(theirs.id)).toMatchObject({ state: 'waiting' });
      const none = { campaigns: [], whole: { workspaceId: 'ws_theirs' } };
      await begin(world, ledger, { another: [2] }, { replacing: none, workspaceId: 'ws_theirs' });
      expect(await ledger.run(theirs.id)).toMatchObject({
        state: 'superseded',
        why: expect.stringMatching(/^cancelled/v),
      });
    });

    test('people in doubt stay in doubt when their campaign is replaced, and get nothing after it is resolved', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(world, ledger, { sale: [null, null, null] });
      const [one, two] = await ledger.open(run.id, 0);
      if (one === undefined || two === undefined) throw new Error('nobody is there');
      const claim = { run: run.id, chunk: 0, campaign: 0, notifications: [one, two] };
      const { attempt } = await claimSoon(world, ledger, claim);
      await ledger.settle([{ attempt, outcomes: [accepted, inDoubt], status: null, error: 'timeout' }]);
      await ledger.finish(run.id, 0, world.clock.now() + hour);
      await ledger.setState(run.id, 'waiting', {});
      await begin(world, ledger, { sale: [2] });
      expect(await ledger.totals(run.id)).toMatchObject([
        {
          planned: 3,
          buckets: { accepted: 1, in_doubt: 1, not_sent: 1 },
          leftOut: { replaced: 1 },
          times: [{ planned: 3, left: 2, leftOut: { replaced: 1 } }],
        },
      ]);
      expect(await ledger.resolve(run.id, { as: 'not_sent', who: 'alice', reason: 'nobody got it' })).toBe(1);
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { not_sent: 2 }, leftOut: { replaced: 2 } }]);
    });

    test('a person who is forgotten while in doubt is subtracted from those who wait only once', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(world, ledger, { sale: [null, null] });
      const [one] = await ledger.open(run.id, 0);
      if (one === undefined) throw new Error('nobody is there');
      const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: [one] });
      await ledger.settle([{ attempt, outcomes: [inDoubt], status: null, error: 'timeout' }]);
      const until = world.clock.now() + hour;
      await ledger.finish(run.id, 0, until);
      await ledger.setState(run.id, 'waiting', {});
      const order = { who: 'alice', reason: 'they asked', withHistory: false };
      expect(await ledger.forget({ person: ['uuid=u0'], ...order })).toMatchObject({ waiting: 0, inDoubt: 1 });
      expect(await ledger.waiting()).toMatchObject([{ times: [{ due: until, count: 1 }] }]);
    });

    test('a forgotten person no longer waits', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(world, ledger, { sale: [1, 1] });
      const order = { who: 'alice', reason: 'they asked', withHistory: false };
      expect(await ledger.forget({ person: ['uuid=u0'], ...order })).toMatchObject({ waiting: 1 });
      expect(await ledger.open(run.id, 0)).toMatchObject([{ row: 2 }]);
      expect(await sumOf(ledger, run.id)).toEqual([{ all: 2, accepted: 0, out: { forgotten: 1 } }]);
      expect(await ledger.waiting()).toMatchObject([{ times: [{ count: 1 }] }]);
      await begin(world, ledger, { sale: [1] });
      expect(await sumOf(ledger, run.id)).toEqual([{ all: 2, accepted: 0, out: { forgotten: 1, replaced: 1 } }]);
    });

    test('people of a rollout step who are not due wait, and so do later steps, whenever they are due', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const now = world.clock.now();
      const rollout = [{ upTo: 0.1, pause: 60_000 }, { upTo: 1 }];
      const run = await ledger.startRun(newRun(runCampaign('sale', { rollout })));
      const people = [
        planned('u0', { step: 1, until: now + hour }),
        planned('u1', { step: 1 }),
        planned('u2', { step: 0, until: now + 3 * hour }),
        planned('u3', { step: 0, until: now + 2 * hour }),
        planned('u4', { step: 1, until: now + hour }),
      ].map((one, at) => ({ ...one, row: at + 1 }));
      await ledger.append(run.id, 0, people);
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      expect(await ledger.chunks(run.id)).toEqual([
        { number: 0, campaign: 0, size: 1, step: 0, due: now + 2 * hour },
        { number: 1, campaign: 0, size: 1, step: 0, due: now + 3 * hour },
        { number: 2, campaign: 0, size: 1, step: 1, due: null },
        { number: 3, campaign: 0, size: 2, step: 1, due: now + hour },
      ]);
      expect(await ledger.run(run.id)).toMatchObject({ state: 'waiting', nextDue: now + 2 * hour });
      world.clock.pass(hour);
      await ledger.setState(run.id, 'running', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'waiting', nextDue: now + 2 * hour });
      await ledger.setState(run.id, 'stopped', { why: 'to go on later' });
      world.clock.pass(2 * hour);
      // The step is complete: that is something to do, even if nobody is due.
      await ledger.adoptRun(run.id, by);
      for (const chunk of [0, 1]) {
        const notifications = await ledger.open(run.id, chunk);
        const { attempt } = await claimSoon(world, ledger, { run: run.id, chunk, campaign: 0, notifications });
        await ledger.settle([{ attempt, outcomes: [accepted], status: 200, error: null }]);
        await ledger.finish(run.id, chunk);
      }
      await ledger.setState(run.id, 'stopped', { why: 'to go on later' });
      await ledger.setState(run.id, 'running', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'running' });
      expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 0, open: 0, next: 1 }]);
      // A new plan of the campaign also replaces the later steps.
      await ledger.setState(run.id, 'waiting', {});
      await begin(world, ledger, { sale: [1] });
      expect(await ledger.run(run.id)).toMatchObject({ state: 'superseded' });
      expect(await sumOf(ledger, run.id)).toEqual([{ all: 5, accepted: 2, out: { replaced: 3 } }]);
    });

    test('a run that was stopped while it waited waits again when it is resumed', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(world, ledger, { sale: [1] });
      await ledger.setState(run.id, 'stopped', { why: 'it was stopped' });
      await ledger.setState(run.id, 'running', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'waiting', why: null });
    });
  });
}
