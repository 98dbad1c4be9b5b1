// The ledger contract for rollouts: chunks have steps, a rollout moves once, and nobody skips a pause.
import { describe, expect, test } from 'vitest';
import type { RunControl } from '../../src/delivery/run-control.ts';
import type { RunRecord } from '../../src/delivery/ledger.ts';
import {
  accepted,
  inDoubt,
  newRun,
  openAll,
  optOut,
  planned,
  runCampaign,
  send,
  type LedgerWorld,
  type WholeLedger,
} from './world.ts';

interface RolloutWorld extends LedgerWorld {
  control(): Promise<RunControl | undefined>;
}

const rollout = [{ upTo: 0.1, pause: 60_000 }, { upTo: 1 }];

/** Two people in the second step, then four in the first, and another campaign. */
async function begin(ledger: WholeLedger): Promise<RunRecord> {
  const run = await ledger.startRun(newRun(runCampaign('sale', { rollout }), runCampaign('news')));
  const people = [1, 1, 0, 0, 0, 0].map((step, index) => planned(`u${index}`, { step, row: index + 1 }));
  await ledger.append(run.id, 0, people);
  await ledger.append(run.id, 1, [planned('v0')]);
  await ledger.flush(run.id);
  await ledger.setState(run.id, 'running', { seal: 'seal-1' });
  return run;
}

const pause = { campaign: 0, from: { step: 0, endedAt: null }, to: { step: 0, endedAt: 5, until: 60_005 } } as const;

/** Pauses the rollout, after which the process ends. */
async function pauseRun(ledger: WholeLedger, run: string): Promise<void> {
  await ledger.moveRollout(run, pause);
  await ledger.setState(run, 'paused', { why: 'paused after step 1' });
}

export function rolloutsContract(name: string, makeWorld: () => Promise<RolloutWorld>): void {
  describe(`rollouts: ${name}`, () => {
    test('each chunk holds people of one step, first step first, and the run keeps its progress', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await begin(ledger);
      expect(await ledger.chunks(run.id)).toEqual([
        { number: 0, campaign: 0, size: 4, step: 0, due: null },
        { number: 1, campaign: 0, size: 2, step: 1, due: null },
        { number: 2, campaign: 1, size: 1, due: null },
      ]);
      const standing = { campaign: 0, planned: [4, 2], step: 0, endedAt: null, until: null, open: 1, next: 1 };
      expect(await ledger.rollouts(run.id)).toMatchObject([{ ...standing, steps: rollout, terms: { id: 'sale' } }]);
      expect(await ledger.totals(run.id)).toMatchObject([{ rollout: standing }, {}]);
      expect((await ledger.totals(run.id))[1]).not.toHaveProperty('rollout');
      await world.kill(ledger);
      await using next = await world.open();
      expect(await next.rollouts(run.id)).toMatchObject([standing]);
      expect((await next.run(run.id))?.campaigns[0]).toMatchObject({ rollout });
    });

    test('returns the totals of the people in a step', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      const all = await openAll(ledger, run.id);
      await send(world, ledger, run.id, all.slice(0, 4), [accepted, accepted, optOut, inDoubt]);
      const buckets = { accepted: 2, refused: 1, rejected: 0, in_doubt: 1, not_sent: 0 };
      expect(await ledger.stepTotals(run.id, 0, 0)).toMatchObject({ planned: 4, buckets, refused: { OptOut: 1 } });
      expect(await ledger.stepTotals(run.id, 0, 1)).toMatchObject({ planned: 2, buckets: { not_sent: 2 } });
      await ledger.finish(run.id, 0);
      expect(await ledger.rollouts(run.id)).toMatchObject([{ open: 0, next: 1 }]);
    });

    test('moves once from where it was found, and may stop its run', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      expect(await ledger.moveRollout(run.id, pause)).toBe(true);
      expect(await ledger.moveRollout(run.id, { ...pause, stop: 'too late' })).toBe(false);
      expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 0, endedAt: 5, until: 60_005 }]);
      const to = { step: 1, endedAt: null, until: null };
      expect(await ledger.moveRollout(run.id, { campaign: 0, from: pause.to, to, stop: 'it is enough' })).toBe(true);
      expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 1, endedAt: null, open: 2, next: null }]);
      expect(await ledger.run(run.id)).toMatchObject({ state: 'stopped', why: 'it is enough' });
    });

    test('people of a later step wait for a pause that ends by itself or by a person', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      expect(await ledger.waiting()).toEqual([]);
      await ledger.moveRollout(run.id, pause);
      const later = { run: run.id, campaign: 'sale', workspaceId: undefined, isBusy: false };
      expect(await ledger.waiting()).toEqual([{ ...later, times: [{ due: 60_005, count: 2 }], held: 0 }]);
      const to = { step: 0, endedAt: 6, until: null };
      expect(await ledger.moveRollout(run.id, { campaign: 0, from: pause.to, to })).toBe(true);
      await ledger.setState(run.id, 'paused', { why: 'paused after step 1' });
      expect(await ledger.waiting()).toEqual([{ ...later, isBusy: true, times: [], held: 2 }]);
    });

    test('no run replaces one that is at a pause until it is stopped, and other campaigns are sent beside it', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      await pauseRun(ledger, run.id);
      for (const [id, sent] of [
        ['sale', 'sends campaign sale in steps, is paused after step 1'],
        ['news', 'sends campaign news, is paused after step 1'],
      ] as const) {
        const message = expect.stringContaining(sent);
        const refusal = { exitCode: 9, diagnostics: [{ code: 'PP433', message }] };
        await expect(ledger.startRun(newRun(runCampaign(id)))).rejects.toMatchObject(refusal);
      }
      const beside = await ledger.startRun(newRun(runCampaign('other')));
      await ledger.setState(beside.id, 'running', { seal: 'seal-2' });
      await ledger.setState(beside.id, 'finished', {});
      expect(await ledger.run(run.id)).toMatchObject({ state: 'paused' });
      await ledger.adoptRun(run.id, { host: 'runner-2', pid: 7 });
      expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 0, endedAt: 5 }]);
      await ledger.setState(run.id, 'stopped', { why: 'somebody says so' });
      const after = await ledger.startRun(newRun());
      await ledger.setState(after.id, 'running', { seal: 'seal-3' });
      expect(await ledger.run(run.id)).toMatchObject({ state: 'superseded' });
    });

    test('a run that somebody pauses during a timed pause continues when somebody ends the pause', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      await using control = await world.control();
      await pauseRun(ledger, run.id);
      const order = { runs: [run.id], to: 'paused', who: 'alice@laptop' } as const;
      const why = 'paused after step 1 of 2 (to 10%) of sale, until somebody ends it';
      const held = { state: 'paused', why, haltedBy: null, endedAt: null };
      for (let time = 0; time < 2; time += 1) {
        expect(await control?.halt(order)).toMatchObject([{ run: held, before: 'paused' }]);
        expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 0, endedAt: 5, until: null }]);
      }
      // Still, nobody can skip the pause.
      await expect(ledger.startRun(newRun(runCampaign('sale')))).rejects.toMatchObject({ exitCode: 9 });
      expect(await control?.endPauses(run.id, undefined)).toEqual(['sale']);
    });

    test('ends the pauses that there are, and no others', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await begin(ledger);
      await using control = await world.control();
      expect(await control?.endPauses(run.id, undefined)).toEqual([]);
      await pauseRun(ledger, run.id);
      expect(await control?.endPauses(run.id, 'news')).toEqual([]);
      expect(await control?.endPauses(run.id, undefined)).toEqual(['sale']);
      expect(await ledger.rollouts(run.id)).toMatchObject([{ step: 1, endedAt: null, until: null }]);
      expect(await control?.endPauses(run.id, undefined)).toEqual([]);
      await ledger.setState(run.id, 'superseded', {});
      await expect(control?.endPauses(run.id, undefined)).rejects.toMatchObject({ exitCode: 3 });
    });

    test('refuses a run whose rollout settings cannot be read', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const broken = { ...runCampaign('sale'), rollout: [{ upTo: '1%' }] } as never;
      await expect(ledger.startRun(newRun(broken))).rejects.toMatchObject({ exitCode: 4 });
    });
  });
}
