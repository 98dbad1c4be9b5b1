// The ledger contract for retrying refusals, for the times of outcomes, and for people whom times leave out of a claim.
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Known } from '../../src/plan/history.ts';
import { lookUpInWalk } from '../support/a-history.ts';
import { accepted, badTitle, claimSoon, newRun, openAll, optOut, planned, plannedMany, runCampaign } from './world.ts';
import { send, spoolRun, type MakeWorld, type WholeLedger } from './world.ts';

const noCertificate: Outcome = { kind: 'refused', reason: 'InvalidCertificate' };
const word = { of: 'InvalidCertificate', who: 'ada@desk', reason: 'renewed' };

/** Expects the same answer to a single lookup and to the first one of a walk. */
async function ask(ledger: WholeLedger, keys: readonly string[]): Promise<readonly Known[]> {
  const found = await ledger.lookup('sale', keys);
  expect(await lookUpInWalk(ledger, 'sale')(keys)).toEqual(found);
  return found;
}

export function retryContract(name: string, makeWorld: MakeWorld): void {
  describe(`retry: ${name}`, () => {
    test('opens the refusals for one reason once, and keeps the totals of the run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(5));
      const spooled = await openAll(ledger, run.id);
      await send(world, ledger, run.id, spooled, [noCertificate, accepted, optOut, badTitle, noCertificate]);
      await ledger.setState(run.id, 'finished', {});
      const at = Math.floor(world.clock.now() / 1000) * 1000;
      const [[before], serial] = [await ledger.totals(run.id), await ledger.serial()];
      expect(await ledger.openRefused(run.id, { ...word, of: 'Unheard' })).toBe(0);
      expect(await ledger.openRefused(run.id, word)).toBe(2);
      expect(await ledger.openRefused(run.id, word)).toBe(0);
      expect(await ledger.reopen(run.id, word)).toBe(1);
      expect(await ledger.serial()).toBe(serial + 2);
      expect(await ledger.totals(run.id)).toEqual([{ ...before, opened: { InvalidCertificate: 2 } }]);
      const refusal = { reason: 'InvalidCertificate', at, isOpened: true, got: [] };
      const keys = plannedMany(5).map(({ key }) => key);
      expect(await ask(ledger, keys)).toMatchObject([
        { kind: 'refused', generation: 0, refusal },
        { kind: 'accepted', acceptedAt: at },
        { kind: 'refused', refusal: { reason: 'OptOut', isOpened: false } },
        { kind: 'unknown', generation: 1 },
        { kind: 'refused', refusal },
      ]);
      await expect(ledger.openRefused('run_nowhere', word)).rejects.toMatchObject({ exitCode: 3 });
    });

    test('a notification that is refused again must be opened again, and what was received before is known', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const outcomes = [accepted, noCertificate, noCertificate];
      const runs: string[] = [];
      for (const [generation, outcome] of outcomes.entries()) {
        const run = await spoolRun(ledger, [planned('u', { generation, digest: `0${generation}`.repeat(16) })]);
        await send(world, ledger, run.id, await openAll(ledger, run.id), [outcome]);
        await ledger.setState(run.id, 'finished', {});
        runs.push(run.id);
      }
      await ledger.openRefused(runs[1] ?? '', word);
      const got = ['00'.repeat(16)];
      expect(await ask(ledger, ['u'])).toMatchObject([{ refusal: { isOpened: false, got } }]);
      await ledger.openRefused(runs[2] ?? '', word);
      expect(await ask(ledger, ['u'])).toMatchObject([{ generation: 2, refusal: { isOpened: true, got } }]);
    });

    test('a person whom times leave out of a claim gets nothing in this run, and is counted by the reason', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const times = { quiet: [], blackouts: [{ from: 0, to: 1, zone: 'UTC', exceptTags: [], because: 'a test' }] };
      const run = await ledger.startRun(newRun(runCampaign('sale', { times })));
      const when = { due: world.clock.now(), zone: 'Asia/Tokyo' };
      await ledger.append(run.id, 0, [planned('a', { when }), planned('b', { when }), planned('c')]);
      await ledger.flush(run.id);
      await ledger.setState(run.id, 'running', { seal: 'seal-1' });
      expect((await ledger.run(run.id))?.campaigns).toMatchObject([{ times }]);
      const notifications = await openAll(ledger, run.id);
      expect(notifications.map((one) => one.when)).toEqual([when, when, undefined]);
      const out = new Map([[1, 'late' as const]]);
      const { taken } = await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications, out });
      expect(taken).toEqual([0, 2]);
      expect(await ledger.totals(run.id)).toMatchObject([{ leftOut: { late: 1 } }]);
      expect(await openAll(ledger, run.id)).toEqual([]);
    });
  });
}
