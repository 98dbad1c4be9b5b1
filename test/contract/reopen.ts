// The ledger contract for reopening rejections: the totals of the run stay the same, and the next plan sends them.
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { withoutTimes } from './history.ts';
import { accepted, badTitle, inDoubt, newRun, notSent, openAll, optOut, planned, plannedMany } from './world.ts';
import { send, spoolRun, type LedgerWorld, type MakeWorld, type WholeLedger } from './world.ts';

const word = { who: 'ada@desk', reason: 'the channel exists now' };
const digestOf = (generation: number): string => `0${generation}`.repeat(16);

/** What is known with one text that counts, that of generation `of`. */
function settled(kind: 'accepted' | 'refused' | 'rejected', generation: number, of: number) {
  return { kind, generation, digests: [digestOf(of)], got: kind === 'accepted' };
}

export function reopenContract(name: string, makeWorld: MakeWorld): void {
  describe(`reopen: ${name}`, () => {
    test('a reopened rejection is unknown to the next plan, and still rejected in its run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(5));
      const badLink: Outcome = { kind: 'rejected', code: 'blacklisted_deeplink' };
      await send(world, ledger, run.id, await openAll(ledger, run.id), [badTitle, accepted, badLink, optOut, inDoubt]);
      await ledger.setState(run.id, 'finished', {});
      const before = await ledger.totals(run.id);
      const serial = await ledger.serial();
      expect(await ledger.reopen(run.id, word)).toBe(2);
      expect(await ledger.serial()).toBe(serial + 1);
      expect(await ledger.totals(run.id)).toEqual(before);
      expect(before).toMatchObject([{ rejected: { invalid_title: 1, blacklisted_deeplink: 1 } }]);
      const keys = plannedMany(5).map(({ key }) => key);
      expect(await ledger.lookupOutcomes(run.id, 'sale', keys)).toEqual([badTitle, accepted, badLink, optOut, inDoubt]);
      expect(await ledger.lookup('sale', keys)).toMatchObject([
        { kind: 'unknown', generation: 1 },
        { kind: 'accepted', generation: 0 },
        { kind: 'unknown', generation: 1 },
        { kind: 'refused' },
        { kind: 'in_doubt' },
      ]);
      expect(await ledger.reopen(run.id, word)).toBe(0);
      expect(await ledger.serial()).toBe(serial + 1);
      await expect(ledger.reopen('run_nowhere', word)).rejects.toMatchObject({ exitCode: 3 });
    });

    test('the next run claims reopened notifications, and keeps its outcomes beside the first ones', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const first = await sendOne(world, ledger, 0, badTitle);
      expect(await ledger.reopen(first, word)).toBe(1);
      const second = await sendOne(world, ledger, 1, accepted);
      expect((await ledger.lookup('sale', ['u'])).map(withoutTimes)).toEqual([settled('accepted', 1, 1)]);
      expect(await ledger.lookupOutcomes(first, 'sale', ['u'])).toEqual([badTitle]);
      expect(await ledger.lookupOutcomes(second, 'sale', ['u'])).toEqual([accepted]);
      expect(await ledger.reopen(second, word)).toBe(0);
    });

    test.each<[string, readonly Outcome[], number, unknown]>([
      ['sent with another payload since', [badTitle, accepted], 0, settled('accepted', 1, 1)],
      ['refused since', [badTitle, optOut], 0, settled('refused', 1, 1)],
      ['rejected again since', [badTitle, badTitle], 0, settled('rejected', 1, 1)],
      ['in doubt since', [badTitle, inDoubt], 0, { kind: 'in_doubt', generation: 1 }],
      ['not sent since', [badTitle, notSent], 0, { kind: 'unknown', generation: 1 }],
      ['rejected after something was accepted', [accepted, badTitle], 1, settled('accepted', 1, 0)],
      ['rejected twice, the later opened', [badTitle, badTitle], 1, settled('rejected', 1, 0)],
    ])('only one generation is reopened, and the others still count: %s', async (_case, outcomes, opened, known) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const runs: string[] = [];
      for (const [generation, outcome] of outcomes.entries()) {
        runs.push(await sendOne(world, ledger, generation, outcome));
      }
      expect(await ledger.reopen(runs[opened] ?? '', word)).toBe(1);
      expect((await ledger.lookup('sale', ['u'])).map(withoutTimes)).toEqual([known]);
    });

    test('a run that is resumed does not send them', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(3));
      const [one, ...others] = await openAll(ledger, run.id);
      if (one === undefined) throw new Error('nothing was spooled');
      await send(world, ledger, run.id, [one], [badTitle]);
      await ledger.setState(run.id, 'stopped', {});
      expect(await ledger.reopen(run.id, word)).toBe(1);
      await ledger.adoptRun(run.id, { host: 'h', pid: 1 });
      expect((await openAll(ledger, run.id)).map(({ row }) => row)).toEqual(others.map(({ row }) => row));
    });

    test('reopens rejections with more different codes than a byte can number', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open({ requestsPerMinute: 6_000 });
      const run = await spoolRun(ledger, plannedMany(260));
      const all = await openAll(ledger, run.id);
      const codes = all.map((_, index): Outcome => ({ kind: 'rejected', code: `code_${index}` }));
      for (let from = 0; from < all.length; from += 20) {
        await send(world, ledger, run.id, all.slice(from, from + 20), codes.slice(from, from + 20));
      }
      const before = await ledger.totals(run.id);
      expect(before[0]?.rejected['other']).toBeGreaterThan(0);
      expect(await ledger.reopen(run.id, word)).toBe(260);
      expect(await ledger.totals(run.id)).toMatchObject([{ buckets: { rejected: 260 } }]);
      const known = await ledger.lookup(
        'sale',
        [...all.keys()].map((index) => `u${index}`),
      );
      expect(known.every(({ kind, generation }) => kind === 'unknown' && generation === 1)).toBe(true);
      expect(await ledger.reopen(run.id, word)).toBe(0);
    });
  });
}

/** Sends one notification in a run of its own, and finishes the run. Returns its id. */
async function sendOne(world: LedgerWorld, ledger: WholeLedger, generation: number, outcome: Outcome): Promise<string> {
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, [planned('u', { generation, digest: digestOf(generation) })]);
  await ledger.setState(run.id, 'running', {});
  await send(world, ledger, run.id, await openAll(ledger, run.id), [outcome]);
  await ledger.setState(run.id, 'finished', {});
  return run.id;
}
