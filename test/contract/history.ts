// The contract of histories: what a plan learns about a notification key.
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { RunCampaign } from '../../src/delivery/ledger.ts';
import { decide, timelessRules } from '../../src/plan/decide.ts';
import { acceptedOnce, type Known } from '../../src/plan/history.ts';
import { lookUpInWalk } from '../support/a-history.ts';
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
  plannedMany,
  runCampaign,
} from './world.ts';
import { repeated, send, spoolRun, type LedgerWorld, type MakeWorld, type WholeLedger } from './world.ts';

const digestOf = (generation: number): string => `0${generation}`.repeat(16);

/** `texts` are the settled texts by their generation, newest first. */
function known(
  kind: 'accepted' | 'refused' | 'rejected',
  generation: number,
  texts: readonly number[] = [generation],
  got = kind === 'accepted',
): Known {
  return { kind, generation, digests: texts.map(digestOf), got };
}

/** Expects the same answer to a single lookup and to the first one of a walk. */
async function ask(ledger: WholeLedger, campaign: string, keys: readonly string[]): Promise<readonly Known[]> {
  const found = await ledger.lookup(campaign, keys);
  expect(await lookUpInWalk(ledger, campaign)(keys)).toEqual(found);
  expect(await lookUpInWalk(ledger, campaign, 'standing')(keys)).toEqual(found.map(standingOf));
  return found.map(withoutTimes);
}

/** Returns the short form of the answer, which is enough if somebody got the only sending. */
function standingOf(known: Known): Known {
  return known.kind === 'accepted' && known.generation === 0 ? acceptedOnce : known;
}

/** The times are tested in retry.ts. */
export function withoutTimes(known: Known): Known {
  if (known.kind === 'unknown' || known.kind === 'in_doubt') return known;
  const { acceptedAt: _acceptedAt, refusal: _refusal, ...rest } = known;
  return rest;
}

export function historyContract(name: string, makeWorld: MakeWorld): void {
  describe(`history: ${name}`, () => {
    test.each<[Outcome, Known]>([
      [accepted, known('accepted', 0)],
      [optOut, known('refused', 0)],
      [badTitle, known('rejected', 0)],
      [inDoubt, { kind: 'in_doubt', generation: 0 }],
      [notSent, { kind: 'unknown', generation: 0 }],
      [repeated, { kind: 'unknown', generation: 0 }],
    ])('knows the outcome after $kind', async (outcome, expected) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await sendGeneration(world, ledger, 0, outcome);
      expect(await ask(ledger, 'sale', ['u'])).toEqual([expected]);
      expect(await ask(ledger, 'other', ['u'])).toEqual([{ kind: 'unknown', generation: 0 }]);
    });

    test.each<[readonly Outcome[], Known]>([
      [[accepted, accepted], known('accepted', 1, [1, 0])],
      [[accepted, notSent], known('accepted', 1, [0])],
      [[badTitle, notSent], known('rejected', 1, [0])],
      [[badTitle, optOut], known('refused', 1, [1, 0])],
      [[optOut, accepted], known('accepted', 1, [1, 0])],
      [[accepted, badTitle], known('rejected', 1, [1, 0], true)],
      [[accepted, badTitle, accepted], known('accepted', 2, [2, 1, 0])],
      [[accepted, accepted, optOut], known('refused', 2, [2, 1, 0], true)],
      [[accepted, inDoubt], { kind: 'in_doubt', generation: 1 }],
      [[inDoubt, accepted], { kind: 'in_doubt', generation: 0 }],
      [[accepted, accepted, notSent], known('accepted', 2, [1, 0])],
      [[accepted, notSent, accepted], known('accepted', 2, [2, 0])],
      [[notSent, notSent], { kind: 'unknown', generation: 1 }],
    ])('one sending does not hide the relevant outcomes of earlier ones (%#)', async (outcomes, expected) => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      for (const [generation, outcome] of outcomes.entries()) await sendGeneration(world, ledger, generation, outcome);
      expect(await ask(ledger, 'sale', ['u'])).toEqual([expected]);
    });

    test('a claim without an outcome is in doubt, whichever process asks', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = await spoolRun(ledger, [planned('u')]);
      const notifications = await openAll(ledger, run.id);
      await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications });
      expect(await ask(ledger, 'sale', ['u'])).toEqual([{ kind: 'in_doubt', generation: 0 }]);
      await world.kill(ledger);
      await using next = await world.open();
      expect(await ask(next, 'sale', ['u'])).toEqual([{ kind: 'in_doubt', generation: 0 }]);
    });

    test('knows the payload that was sent after another one was not sent', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      await sendGeneration(world, ledger, 0, notSent);
      const run = await spoolRun(ledger, [planned('u', { digest: digestOf(7) })]);
      await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
      expect(await ask(ledger, 'sale', ['u'])).toEqual([known('accepted', 0, [7])]);
    });

    test('answers thousands of keys in their order, including repeated ones', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(2_500));
      const notifications = await openAll(ledger, run.id);
      await send(
        world,
        ledger,
        run.id,
        [...notifications.slice(5, 10), ...notifications.slice(2_400, 2_405)],
        [...Array<Outcome>(5).fill(accepted), ...Array<Outcome>(5).fill(optOut)],
      );
      const keys = [...plannedMany(2_500).map(({ key }) => key), 'u5', 'u2400'];
      const found = await ask(ledger, 'sale', keys);
      expect(found.map(({ kind }) => kind)).toEqual(
        [...Array(2_500).keys(), 5, 2_400].map((index) => {
          if (index >= 5 && index < 10) return 'accepted';
          return index >= 2_400 && index < 2_405 ? 'refused' : 'unknown';
        }),
      );
      expect(await ask(ledger, 'sale', [])).toEqual([]);
    });

    test('a walk gets what is known of every key, for few or many of the planned keys', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, plannedMany(100));
      await send(world, ledger, run.id, (await openAll(ledger, run.id)).slice(0, 3), [accepted, optOut, badTitle]);
      const lookup = lookUpInWalk(ledger, 'sale');
      const kindOf = async (key: string): Promise<unknown> => (await lookup([key]))[0]?.kind;
      const kinds: unknown[] = [];
      for (const key of ['u0', 'u1', 'u2', 'u3', 'u0', 'u1', 'u2', 'u3']) kinds.push(await kindOf(key));
      const expected = ['accepted', 'refused', 'rejected', 'unknown'];
      expect(kinds).toEqual([...expected, ...expected]);
    });

    test('sentLast is the planned number of the newest run with notifications of the campaign, whatever their outcomes', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      expect(await ledger.sentLast('sale')).toBeUndefined();
      await planSome(ledger, { sale: 2_500 });
      expect(await ledger.sentLast('sale')).toBe(2_500);
      const run = await planSome(ledger, { other: 5, sale: 3 });
      await send(world, ledger, run, (await openAll(ledger, run)).slice(0, 1), [accepted]);
      await ledger.setState(run, 'finished', {});
      expect(await ledger.sentLast('sale')).toBe(3);
      await planSome(ledger, { sale: 0, other: 7 });
      expect(await ledger.sentLast('sale')).toBe(3);
      expect(await ledger.sentLast('other')).toBe(7);
      expect(await ledger.sentLast('unheard-of')).toBeUndefined();
    });

    test('sentLast ignores a run that never started', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      await planSome(ledger, { sale: 4 });
      const run = await ledger.startRun(newRun());
      await ledger.append(run.id, 0, plannedMany(2_500));
      await ledger.flush(run.id);
      expect(await ledger.sentLast('sale')).toBe(4);
      await world.kill(ledger);
      await using next = await world.open();
      await next.startRun(newRun());
      expect(await next.sentLast('sale')).toBe(4);
    });

    test('a period counts as sent if a run with notifications began after the period did, or belongs to it', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const begin = async (count: number, seal?: string): Promise<void> => {
        const { id } = await ledger.startRun(newRun(runCampaign('sale', { period: 'day 2026-12-01' })));
        await ledger.append(id, 0, plannedMany(count));
        await ledger.flush(id);
        if (seal !== undefined) await ledger.setState(id, 'running', { seal });
      };
      const sentSince = async (begins: number): Promise<boolean> =>
        ledger.wasSentSince('sale', { name: 'day 2026-11-30', begins });
      const at = world.clock.now();
      await begin(0, 'seal-1');
      expect(await sentSince(at)).toBe(false);
      await begin(3, 'seal-2');
      await begin(3);
      const later = world.clock.now() + 1;
      expect([await sentSince(at), await sentSince(later)]).toEqual([true, false]);
      expect(await ledger.wasSentSince('sale', { name: 'day 2026-12-01', begins: later })).toBe(true);
      expect(await ledger.wasSentSince('other', { name: 'day 2026-12-01', begins: 0 })).toBe(false);
    });

    test('two jobs that send two texts in turn again and again reach a person once with each text', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const sent: number[] = [];
      for (const text of [1, 2, 1, 2, 1]) {
        const [found] = await ask(ledger, 'sale', ['u']);
        const decision = found && decide(found, timelessRules({ resend: 'on_change' }), { same: [digestOf(text)] });
        if (decision?.kind !== 'send' && decision?.kind !== 'resend') continue;
        await sendGeneration(world, ledger, decision.generation, accepted, digestOf(text));
        sent.push(text);
      }
      expect(sent).toEqual([1, 2]);
    });

    test('remembers the key of the newest run that started with notifications, and the newest workspace', async () => {
      await using world = await makeWorld();
      const ledger = await world.open();
      const run = async (campaign: Partial<RunCampaign>, count: number, seal?: string): Promise<void> => {
        const { id } = await ledger.startRun(newRun(runCampaign('other'), runCampaign('sale', campaign)));
        await ledger.append(id, 1, plannedMany(count));
        await ledger.flush(id);
        if (seal !== undefined) await ledger.setState(id, 'running', { seal });
      };
      expect(await ledger.remembered('sale')).toEqual({});
      await run({}, 3, 'of version 0.1.0');
      expect(await ledger.remembered('sale')).toEqual({});
      await run({ key: 'key: "a"', version: '0.2.0' }, 3, 'first');
      expect(await ledger.remembered('sale')).toEqual({ key: 'key: "a"', version: '0.2.0' });
      await run({ key: 'key: "b"', workspaceId: 'ws_aaaaaaaaaaaa', version: '0.3.0' }, 0, 'nobody');
      expect(await ledger.remembered('sale')).toMatchObject({ version: '0.2.0' });
      await run({}, 3, 'of version 0.1.0 again');
      await run({ key: 'key: "c"', workspaceId: 'ws_bbbbbbbbbbbb' }, 3);
      const all = { key: 'key: "a"', workspaceId: 'ws_aaaaaaaaaaaa' };
      expect(await ledger.remembered('sale')).toEqual(all);
      expect(await ledger.remembered('other')).toEqual({});
      expect(await ledger.remembered('unheard-of')).toEqual({});
      await world.kill(ledger);
      await using next = await world.open();
      expect(await next.remembered('sale')).toEqual(all);
    });
  });
}

/** Plans a run with so many notifications of each campaign. */
async function planSome(ledger: WholeLedger, counts: Readonly<Record<string, number>>): Promise<string> {
  const { id } = await ledger.startRun(newRun(...Object.keys(counts).map((campaign) => runCampaign(campaign))));
  for (const [position, count] of Object.values(counts).entries()) {
    await ledger.append(id, position, plannedMany(count));
    await ledger.flush(id);
  }
  await ledger.setState(id, 'running', { seal: `seal of ${id}` });
  return id;
}

async function sendGeneration(
  world: LedgerWorld,
  ledger: WholeLedger,
  generation: number,
  outcome: Outcome,
  digest = digestOf(generation),
): Promise<void> {
  const run = await ledger.startRun(newRun());
  await ledger.append(run.id, 0, [planned('u', { generation, digest })]);
  await ledger.setState(run.id, 'running', {});
  await send(world, ledger, run.id, await openAll(ledger, run.id), [outcome]);
}
