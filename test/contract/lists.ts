// The ledger contract for lists of people: a person who is in a list when a request is about to leave gets nothing.
import { describe, expect, test } from 'vitest';
import type { RunCampaign, RunRecord } from '../../src/delivery/ledger.ts';
import type { KeptList } from '../../src/delivery/people-lists.ts';
import type { Planned } from '../../src/delivery/spool.ts';
import {
  accepted,
  claimSoon,
  inDoubt,
  newRun,
  openAll,
  planned,
  plannedMany,
  runCampaign,
  send,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';

const aList: KeptList = {
  workspaceId: '',
  name: 'suppress a',
  version: 'v1',
  entries: 1,
  terms: { reason: 'suppressed', exceptTags: [] },
};

/** Keeps a list of these people. Returns whether the ledger read them. */
async function keep(ledger: WholeLedger, people: readonly string[], change: Partial<KeptList> = {}): Promise<boolean> {
  let isRead = false;
  async function* read(): AsyncGenerator<readonly string[]> {
    isRead = true;
    yield people.map((key) => (key.includes('=') ? key : `uuid=${key}`));
  }
  await ledger.keepList({ ...aList, entries: people.length, ...change }, read);
  return isRead;
}

/** Makes a run of one campaign that sends to these people. */
async function runOf(
  ledger: WholeLedger,
  people: readonly Planned[],
  change: Partial<RunCampaign> = {},
): Promise<RunRecord> {
  const run = await ledger.startRun(newRun(runCampaign('sale', change)));
  await ledger.append(run.id, 0, people);
  await ledger.setState(run.id, 'running', { seal: 'seal-1' });
  return run;
}

/** Claims everything that is left in one request. Returns the attempt and which notifications were taken. */
async function claimAll(world: LedgerWorld, ledger: WholeLedger, run: string) {
  const notifications = await openAll(ledger, run);
  return claimSoon(world, ledger, { run, chunk: 0, campaign: 0, notifications });
}

/** Returns which of u0, u1 and u2 such a campaign would be sent to. */
async function takenOf(
  world: LedgerWorld,
  ledger: WholeLedger,
  change: Partial<RunCampaign>,
): Promise<readonly number[]> {
  const run = await runOf(ledger, plannedMany(3), change);
  const { attempt, taken } = await claimAll(world, ledger, run.id);
  if (attempt > 0)
    await ledger.settle([{ attempt, outcomes: taken.map(() => ({ kind: 'not_sent' })), status: null, error: null }]);
  await ledger.setState(run.id, 'finished', {});
  return taken;
}

export function listsContract(name: string, makeWorld: MakeWorld): void {
  describe(`lists: ${name}`, () => {
    test('does not send to a person who was listed while the run waited, and sends to the others', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await runOf(ledger, plannedMany(3));
      await keep(ledger, ['u1', 'nobody']);
      const { attempt, taken } = await claimAll(world, ledger, run.id);
      expect(taken).toEqual([0, 2]);
      await ledger.settle([{ attempt, outcomes: [accepted, accepted], status: 200, error: null }]);
      await ledger.finish(run.id, 0);
      expect(await ledger.chunks(run.id)).toEqual([]);
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.totals(run.id)).toMatchObject([
        { planned: 3, buckets: { accepted: 2, not_sent: 1 }, leftOut: { suppressed: 1 }, requests: 1 },
      ]);
      // Nothing was sent to them: the next plan looks them up in its lists again.
      expect(await ledger.lookup('sale', ['u1'])).toEqual([{ kind: 'unknown', generation: 0 }]);
    });

    test('makes no request and takes no slot if everybody is left out, and the run can end', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 1 });
      const run = await runOf(ledger, plannedMany(2));
      await keep(ledger, ['u0', 'u1']);
      expect(await claimAll(world, ledger, run.id)).toMatchObject({ attempt: 0, taken: [] });
      expect(await openAll(ledger, run.id)).toEqual([]);
      await ledger.finish(run.id, 0);
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await ledger.totals(run.id)).toMatchObject([
        { buckets: { not_sent: 2 }, leftOut: { suppressed: 2 }, requests: 0 },
      ]);
    });

    test('listed people stay left out of their run, also after it is resumed, and people in doubt stay in doubt', async () => {
      await using world = await makeWorld();
      const before = await world.open();
      const run = await runOf(before, plannedMany(4));
      const [first, ...others] = await openAll(before, run.id);
      if (first === undefined) throw new Error('somebody is missing');
      await send(world, before, run.id, [first], [inDoubt]);
      await keep(before, ['u0', 'u2']);
      await claimSoon(world, before, { run: run.id, chunk: 0, campaign: 0, notifications: others.slice(0, 2) });
      await before.setState(run.id, 'stopped', { why: 'the test says so' });
      await world.kill(before);
      await using ledger = await world.open();
      await ledger.adoptRun(run.id, { host: 'runner-1', pid: 1 });
      // By now, the list has another version.
      await keep(ledger, ['nobody'], { version: 'v2' });
      expect((await openAll(ledger, run.id)).map(({ row }) => row)).toEqual([4]);
      await ledger.finish(run.id, 0);
      expect((await openAll(ledger, run.id)).map(({ row }) => row)).toEqual([4]);
      expect(await ledger.totals(run.id)).toMatchObject([
        { buckets: { in_doubt: 2, not_sent: 2 }, leftOut: { suppressed: 1 } },
      ]);
    });

    test('a list applies to the campaigns of its workspace, by their tags', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await keep(ledger, ['u0'], {
        name: 'promotions',
        terms: { reason: 'suppressed', tags: ['promo'], exceptTags: [] },
      });
      await keep(ledger, ['u1'], { name: 'others', terms: { reason: 'suppressed', exceptTags: ['service'] } });
      await keep(ledger, ['u2'], { name: 'of another workspace', workspaceId: 'ws_k3v9x0q2m7ab' });
      expect(await takenOf(world, ledger, { tags: ['promo'] })).toEqual([2]);
      expect(await takenOf(world, ledger, { tags: ['service', 'promo'] })).toEqual([1, 2]);
      expect(await takenOf(world, ledger, {})).toEqual([0, 2]);
      expect(await takenOf(world, ledger, { workspaceId: 'ws_k3v9x0q2m7ab' })).toEqual([0, 1]);
    });

    test('a list that campaigns name applies only to those campaigns', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await keep(ledger, ['u1'], { name: 'staff', terms: { reason: 'excluded', exceptTags: [] } });
      expect(await takenOf(world, ledger, { excludes: ['staff'] })).toEqual([0, 2]);
      expect(await takenOf(world, ledger, { excludes: ['others'] })).toEqual([0, 1, 2]);
      expect(await takenOf(world, ledger, {})).toEqual([0, 1, 2]);
      const [newest] = await ledger.runs();
      expect((await ledger.totals(newest?.id ?? ''))[0]?.leftOut).toEqual({});
    });

    test('a list of hashes finds people by their hashes', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await keep(ledger, ['sha256=aa', 'uuid=u9']);
      const run = await runOf(ledger, [
        planned('u0', { sums: ['sha256=bb', 'sha256=aa'] }),
        planned('u1', { sums: [] }),
        planned('u2'),
      ]);
      expect((await claimAll(world, ledger, run.id)).taken).toEqual([1, 2]);
    });

    test('a new version replaces the whole list, and the same version is not read again', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      expect(await keep(ledger, ['u0', 'u0', 'u1'])).toBe(true);
      expect(await keep(ledger, ['u0', 'u0', 'u1'])).toBe(false);
      expect(await takenOf(world, ledger, {})).toEqual([2]);
      const at = world.clock.now();
      expect(await keep(ledger, ['u2'], { version: 'v2' })).toBe(true);
      expect(await takenOf(world, ledger, {})).toEqual([0, 1]);
      expect(await ledger.lists('')).toEqual([{ name: 'suppress a', version: 'v2', entries: 1, at }]);
      expect(await ledger.lists('ws_k3v9x0q2m7ab')).toEqual([]);
    });

    test('a list that cannot be read to its end leaves the former version, which the next one replaces', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await keep(ledger, ['u0']);
      const failing = ledger.keepList({ ...aList, version: 'v2' }, async function* read() {
        yield ['uuid=u1'];
        throw new Error('the file is cut');
      });
      await expect(failing).rejects.toThrow('the file is cut');
      expect(await takenOf(world, ledger, {})).toEqual([1, 2]);
      await keep(ledger, ['u2'], { version: 'v3' });
      expect(await takenOf(world, ledger, {})).toEqual([0, 1]);
    });

    test('drops lists that pushplan.yaml no longer names, and keeps those of campaigns and of other workspaces', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      for (const name of ['a', 'b']) await keep(ledger, ['u0'], { name });
      await keep(ledger, ['u0'], { name: 'c', terms: { reason: 'excluded', exceptTags: [] } });
      await keep(ledger, ['u0'], { name: 'd', workspaceId: 'ws_k3v9x0q2m7ab' });
      await ledger.dropLists('', ['b']);
      expect((await ledger.lists('')).map((list) => list.name)).toEqual(['b', 'c']);
      expect(await ledger.lists('ws_k3v9x0q2m7ab')).toHaveLength(1);
    });

    test('keeps more people than fit into one transaction', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const many = Array.from({ length: 10_050 }, (_, index) => `u${index + 2}`);
      await keep(ledger, many);
      expect(await takenOf(world, ledger, {})).toEqual([0, 1]);
      await keep(ledger, ['u1'], { version: 'v2' });
      expect(await takenOf(world, ledger, {})).toEqual([0, 2]);
    });
  });
}
