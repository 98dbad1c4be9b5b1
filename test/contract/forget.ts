// The ledger contract for forgetting people: nothing waits for them, nothing is sent to them, and no data identifies them.
import { describe, expect, test } from 'vitest';
import type { ForgetOrder, ForgottenInLedger } from '../../src/delivery/forgetting.ts';
import type { RunRecord } from '../../src/delivery/ledger.ts';
import { readPeople } from '../../src/ledger/claims/person-hashes.ts';
import {
  accepted,
  allInDoubt,
  claimSoon,
  inDoubt,
  newRun,
  openAll,
  planned,
  plannedMany,
  runCampaign,
  send,
  spoolRun,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';

const order: Omit<ForgetOrder, 'person'> = { withHistory: false, who: 'ana@desk', reason: 'request 1' };

function forget(ledger: WholeLedger, person: string, withHistory = false): Promise<ForgottenInLedger> {
  return ledger.forget({ ...order, person: [`uuid=${person}`], withHistory });
}

/** A run in which u0 is accepted, u1 is in doubt, and the others wait. */
async function runUnderWay(world: LedgerWorld, ledger: WholeLedger): Promise<RunRecord> {
  const run = await spoolRun(ledger, plannedMany(4));
  await send(world, ledger, run.id, (await openAll(ledger, run.id)).slice(0, 2), [accepted, inDoubt]);
  return run;
}

async function rowsLeft(ledger: WholeLedger, run: string): Promise<readonly number[]> {
  return (await openAll(ledger, run)).map(({ row }) => row);
}

export function forgetContract(name: string, makeWorld: MakeWorld): void {
  describe(`forgetting: ${name}`, () => {
    test('does not send what waits for a forgotten person, by any identifier, and keeps doubt without the person', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await runUnderWay(world, ledger);
      expect(await forget(ledger, 'u2')).toEqual({ waiting: 1, inDoubt: 0, history: null, listed: 1 });
      expect(await forget(ledger, 'u1')).toEqual({ waiting: 0, inDoubt: 1, history: null, listed: 1 });
      expect(await forget(ledger, 'u0')).toEqual({ waiting: 0, inDoubt: 0, history: null, listed: 1 });
      expect(await rowsLeft(ledger, run.id)).toEqual([4]);
      expect(await allInDoubt(ledger, run.id)).toMatchObject([
        { payload: Buffer.alloc(0), identities: [], evidence: null, row: 2 },
      ]);
      const totals = { planned: 4, buckets: { accepted: 1, in_doubt: 1, not_sent: 2 }, leftOut: { forgotten: 1 } };
      expect(await ledger.totals(run.id)).toMatchObject([totals]);
      // Also if somebody decides that nothing was received.
      await ledger.setState(run.id, 'stopped', { why: 'the test says so' });
      await ledger.resolve(run.id, { as: 'not_sent', who: 'a', reason: 'b' });
      await ledger.adoptRun(run.id, { host: 'runner-1', pid: 1 });
      expect(await rowsLeft(ledger, run.id)).toEqual([4]);
      await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
      await ledger.finish(run.id, 0);
      expect(await ledger.chunks(run.id)).toEqual([]);
      await ledger.setState(run.id, 'finished', {});
    });

    test('finds a person with several identifiers by one of them, in every run, and then leaves them out by all of them', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const first = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b')));
      await ledger.append(first.id, 0, [planned('k', { person: ['uuid=m9', 'email=ana@example.com'] }), planned('u1')]);
      await ledger.append(first.id, 1, [planned('l', { person: ['email=ana@example.com'] })]);
      await ledger.setState(first.id, 'running', {});
      expect(await forget(ledger, 'm9')).toEqual({ waiting: 2, inDoubt: 0, history: null, listed: 2 });
      expect(await rowsLeft(ledger, first.id)).toHaveLength(1);
      const { hashes, at } = await ledger.forgotten();
      expect(at).toBe(world.clock.now());
      expect(hashes).toHaveLength(2);
      expect(await forget(ledger, 'nobody')).toMatchObject({ waiting: 0, listed: 1 });
    });

    test('leaves a forgotten person out of the requests of every workspace, and of plans from before', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await forget(ledger, 'u1');
      const run = await ledger.startRun(
        newRun(runCampaign('sale', { workspaceId: 'ws_k3v9x0q2m7ab', tags: ['service'] })),
      );
      await ledger.append(run.id, 0, plannedMany(3));
      await ledger.setState(run.id, 'running', {});
      const notifications = await openAll(ledger, run.id);
      const { taken } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      expect(taken).toEqual([0, 2]);
      expect(await ledger.totals(run.id)).toMatchObject([{ leftOut: { suppressed: 1 } }]);
      // An apply that updates its lists does not change the list of forgotten people.
      await ledger.dropLists('ws_k3v9x0q2m7ab', []);
      expect((await ledger.forgotten()).hashes).toHaveLength(1);
      expect(await ledger.lists('')).toEqual([]);
    });

    test('with the history, nothing that was sent identifies the person, and all totals stay the same', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await runUnderWay(world, ledger);
      await forget(ledger, 'u1');
      const before = await ledger.totals(run.id);
      expect(await forget(ledger, 'u0', true)).toEqual({ waiting: 0, inDoubt: 0, history: 1, listed: 0 });
      expect(await forget(ledger, 'u1', true)).toMatchObject({ history: 1, listed: 0 });
      expect(await ledger.totals(run.id)).toEqual(before);
      expect((await world.people()).map((kept) => kept && readPeople(kept))).toEqual([[[], []]]);
      expect((await ledger.forgotten()).hashes).toEqual([]);
      expect(await ledger.lookup('sale', ['u0', 'u1'])).toEqual([
        { kind: 'unknown', generation: 0 },
        { kind: 'unknown', generation: 0 },
      ]);
      expect(await forget(ledger, 'u2', true)).toEqual({ waiting: 1, inDoubt: 0, history: 0, listed: 0 });
      expect(await rowsLeft(ledger, run.id)).toEqual([4]);
      await ledger.setState(run.id, 'stopped', { why: 'the test says so' });
      await ledger.resolve(run.id, { as: 'accepted', who: 'a', reason: 'b' });
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { accepted: 2, in_doubt: 0, not_sent: 2 } }]);
    });

    test('forgetting with the history removes a person in doubt at once, and their doubt can still be resolved', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await runUnderWay(world, ledger);
      expect(await forget(ledger, 'u1', true)).toEqual({ waiting: 0, inDoubt: 1, history: 1, listed: 0 });
      expect(await allInDoubt(ledger, run.id)).toMatchObject([{ payload: Buffer.alloc(0), identities: [] }]);
      await ledger.setState(run.id, 'stopped', { why: 'the test says so' });
      expect(await ledger.resolve(run.id, { as: 'not_sent', who: 'a', reason: 'b' })).toBe(1);
      await ledger.adoptRun(run.id, { host: 'runner-1', pid: 1 });
      expect(await rowsLeft(ledger, run.id)).toEqual([3, 4]);
    });

    test('a chunk without other people is erased, and its run can end', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      expect(await forget(ledger, 'u0')).toMatchObject({ waiting: 1 });
      expect(await ledger.chunks(run.id)).toEqual([]);
      await ledger.setState(run.id, 'finished', {});
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { not_sent: 1 }, leftOut: { forgotten: 1 } }]);
    });
  });
}
