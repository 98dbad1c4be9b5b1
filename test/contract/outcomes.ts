// The ledger contract for following up: the outcomes of people in one run.
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import { accepted, badTitle, claimSoon, inDoubt, notSent, openAll, optOut, plannedMany, repeated } from './world.ts';
import { newRun, runCampaign, send, spoolRun, type MakeWorld } from './world.ts';

export function outcomesContract(name: string, makeWorld: MakeWorld): void {
  describe(`outcomes: ${name}`, () => {
    test('returns the outcome of each key in the requested order, and undefined if it was not claimed', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(8));
      const all = await openAll(ledger, run.id);
      const outcomes: readonly Outcome[] = [accepted, optOut, badTitle, inDoubt, notSent, repeated];
      await send(world, ledger, run.id, all.slice(0, 6), outcomes);
      await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: all.slice(6, 7) });
      const keys = ['u7', 'u6', 'u5', 'u4', 'u3', 'u2', 'u1', 'u0', 'stranger', 'u0'];
      expect(await ledger.lookupOutcomes(run.id, 'sale', keys)).toEqual([
        undefined,
        inDoubt,
        repeated,
        notSent,
        inDoubt,
        badTitle,
        optOut,
        accepted,
        undefined,
        accepted,
      ]);
      expect(await ledger.lookupOutcomes(run.id, 'other', ['u0'])).toEqual([undefined]);
      await ledger.resolve(run.id, { as: 'accepted', who: 'ada', reason: 'asked' });
      expect(await ledger.lookupOutcomes(run.id, 'sale', ['u3'])).toEqual([accepted]);
      await expect(ledger.lookupOutcomes('run_nowhere', 'sale', ['u0'])).rejects.toMatchObject({ exitCode: 3 });
    });

    test('each run returns its own outcomes', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const first = await spoolRun(ledger, plannedMany(2));
      await send(world, ledger, first.id, await openAll(ledger, first.id), [optOut, notSent]);
      await ledger.setState(first.id, 'finished', {});
      const second = await ledger.startRun(newRun(runCampaign()));
      await ledger.append(second.id, 0, plannedMany(2).slice(1));
      await ledger.setState(second.id, 'running', {});
      await send(world, ledger, second.id, await openAll(ledger, second.id), [accepted]);
      expect(await ledger.lookupOutcomes(first.id, 'sale', ['u0', 'u1'])).toEqual([optOut, undefined]);
      expect(await ledger.lookupOutcomes(second.id, 'sale', ['u0', 'u1'])).toEqual([undefined, accepted]);
    });
  });
}
