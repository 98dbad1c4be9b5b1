// The contract of spools: notifications come out byte for byte as they went in, and are erased when they are settled.
import { describe, expect, test } from 'vitest';
import { payloadText } from '../../src/delivery/envelope.ts';
import {
  accepted,
  badTitle,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  openAll,
  optOut,
  planned,
  runCampaign,
} from './world.ts';
import { allInDoubt, plannedMany, send, spoolRun, type MakeWorld } from './world.ts';

export function spoolContract(name: string, makeWorld: MakeWorld): void {
  describe(`spool: ${name}`, () => {
    test('returns notifications unchanged, in chunks of one campaign each, also to the next process', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b')));
      const strange = planned('zoë\u0000😀', {
        row: 9,
        generation: 2,
        digest: '0f'.repeat(16),
        identities: ['email=Ä@b.example', 'x=='],
        evidence: '["\u0000 😀\n"]',
        payload: Buffer.from('{"t":"\\u0000 😀\n"}'),
      });
      await ledger.append(run.id, 0, plannedMany(700));
      await ledger.append(run.id, 0, plannedMany(700, 'v'));
      await ledger.append(run.id, 1, [strange]);
      await ledger.flush(run.id);
      await ledger.setState(run.id, 'running', {});
      await world.kill(ledger);

      await using next = await world.open();
      await next.adoptRun(run.id, { host: 'h', pid: 1 });
      const chunks = await next.chunks(run.id);
      expect(chunks.map(({ campaign }) => campaign)).toEqual([...Array<number>(chunks.length - 1).fill(0), 1]);
      expect(chunks.reduce((sum, { size, campaign }) => sum + (campaign === 0 ? size : 0), 0)).toBe(1_400);
      const all = await openAll(next, run.id);
      expect(all.map(payloadText)).toEqual([...plannedMany(700), ...plannedMany(700, 'v'), strange].map(payloadText));
      expect(all.at(-1)).toEqual({
        ...strange,
        key: expect.stringMatching(/^[0-9a-f]{32}$/),
        person: expect.stringMatching(/^01[0-9a-f]{32}$/),
      });
      expect(new Set(all.map(({ key }) => key)).size).toBe(1_401);
    });

    test('the same key in two campaigns means two notifications', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b')));
      for (const campaign of [0, 1]) await ledger.append(run.id, campaign, [planned('u')]);
      await ledger.setState(run.id, 'running', {});
      for (const [campaign, chunk] of (await ledger.chunks(run.id)).entries()) {
        const notifications = await ledger.open(run.id, chunk.number);
        const claim = { run: run.id, chunk: chunk.number, campaign, notifications };
        expect((await claimSoon(world, ledger, claim)).taken).toEqual([0]);
      }
    });

    test('a finished chunk keeps only the notifications that are still needed', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(6));
      const notifications = await openAll(ledger, run.id);
      const outcomes = [accepted, inDoubt, notSent, optOut, badTitle];
      await send(world, ledger, run.id, notifications.slice(0, 5), outcomes);
      const [chunk] = await ledger.chunks(run.id);
      if (chunk === undefined) throw new Error('there is no chunk');
      await ledger.finish(run.id, chunk.number);
      expect((await ledger.chunks(run.id)).map(({ number }) => number)).toEqual([chunk.number]);
      const left = await ledger.open(run.id, chunk.number);
      expect(left.map(({ row }) => row)).toEqual([3, 6]);
      expect(await allInDoubt(ledger, run.id)).toMatchObject([{ row: 2, position: 1 }]);

      await send(world, ledger, run.id, left, [accepted, accepted]);
      await ledger.finish(run.id, chunk.number);
      expect(await ledger.chunks(run.id)).toEqual([]);
      expect(await allInDoubt(ledger, run.id)).toMatchObject([{ row: 2 }]);
      await ledger.resolve(run.id, { as: 'accepted', who: 'ada', reason: 'asked' });
      expect(await ledger.open(run.id, chunk.number)).toEqual([]);
      const [totals] = await ledger.totals(run.id);
      expect(totals).toMatchObject({ planned: 6, buckets: { accepted: 4, refused: 1, rejected: 1 } });
    });

    test('adds nothing to a run that is not loading', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(1));
      await expect(ledger.append(run.id, 0, plannedMany(1))).rejects.toThrow('nothing can be added');
      await expect(ledger.append('run_nowhere', 0, plannedMany(1))).rejects.toMatchObject({ exitCode: 3 });
    });

    test('spools what was not flushed when the run begins', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun());
      await ledger.append(run.id, 0, plannedMany(3));
      await ledger.setState(run.id, 'running', {});
      expect(await openAll(ledger, run.id)).toHaveLength(3);
      expect(await ledger.totals(run.id)).toMatchObject([{ planned: 3, buckets: { not_sent: 3 } }]);
    });
  });
}
