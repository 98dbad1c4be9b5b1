// The ledger contract for arms: which arm of a campaign's test each person was sent.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunCampaign } from '../../src/delivery/ledger.ts';
import type { Planned } from '../../src/delivery/spool.ts';
import { assignArm } from '../../src/plan/selection/assign-arm.ts';
import '../support/property-seed.ts';
import { tries } from '../support/property-tries.ts';
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
  send,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';

function person(key: string, arm: number | undefined, ...identities: readonly string[]): Planned {
  return planned(key, { person: identities, ...(arm === undefined ? {} : { arm }) });
}

async function sendRun(
  world: LedgerWorld,
  ledger: WholeLedger,
  campaign: RunCampaign,
  people: readonly Planned[],
): Promise<void> {
  const run = await ledger.startRun(newRun(campaign));
  await ledger.append(run.id, 0, people);
  await ledger.flush(run.id);
  await ledger.setState(run.id, 'running', {});
  const notifications = await openAll(ledger, run.id);
  await send(
    world,
    ledger,
    run.id,
    notifications,
    notifications.map(() => notSent),
  );
  await ledger.setState(run.id, 'finished', {});
}

const crowd = Array.from({ length: 8 }, (_, row) => row);

/** Runs of a test whose weights change. Each has some of the people, who are known by one identifier or by both. */
const anyRuns = fc.array(
  fc.record({
    weight: fc.integer({ min: 1, max: 99 }),
    rows: fc.shuffledSubarray(crowd, { minLength: 1 }),
    known: fc.array(fc.constantFrom(['uuid'], ['email'], ['email', 'uuid']), {
      minLength: crowd.length,
      maxLength: crowd.length,
    }),
  }),
  { minLength: 2, maxLength: 5 },
);

export function armsContract(name: string, makeWorld: MakeWorld): void {
  describe(`arms: ${name}`, () => {
    test('finds the arm that a person was sent by any identifier, whatever arms later runs have', async () => {
      await using world = await makeWorld();
      {
        await using ledger = await world.open();
        const plain = runCampaign('sale');
        await sendRun(world, ledger, plain, [person('z', undefined, 'email=zoe')]);
        expect(await ledger.armsInWalk('sale')([['email=zoe']])).toEqual([undefined]);
        await sendRun(world, ledger, { ...plain, arms: ['A', 'B'] }, [
          person('a', 0, 'email=ana', 'uuid=1'),
          person('b', 1, 'email=bo'),
          person('c', undefined, 'email=cy'),
        ]);
        await sendRun(world, ledger, { ...plain, arms: ['B'] }, [person('d', 0, 'uuid=1', 'uuid=2')]);
        await sendRun(world, ledger, runCampaign('other', { arms: ['C'] }), [person('a', 0, 'email=cy')]);
      }
      await using ledger = await world.open();
      const people = [['uuid=1'], ['email=bo', 'uuid=9'], ['email=cy'], ['uuid=2', 'email=ana'], ['uuid=2'], []];
      const find = ledger.armsInWalk('sale');
      expect(await find(people)).toEqual(['A', 'B', undefined, 'A', 'B', undefined]);
      expect(await find([['email=ana']])).toEqual(['A']);
      expect(await ledger.armsInWalk('never')(people)).toEqual(people.map(() => undefined));
      expect(await ledger.armsInWalk('other')([['email=cy']])).toEqual(['C']);
    });

    test('everybody stays in one arm, whatever the weights, the order of runs and the identifiers in a row', async () => {
      await fc.assert(
        fc.asyncProperty(anyRuns, async (runs) => {
          await using world = await makeWorld();
          await using ledger = await world.open();
          const sent = new Map<number, string>();
          for (const [index, { weight, rows, known }] of runs.entries()) {
            const arms = [
              { name: 'A', weight, campId: 1 },
              { name: 'B', weight: 100 - weight, campId: 2 },
            ];
            const assignment = { arms, holdout: 0, testShare: 1, salt: 'sale' };
            const people = rows.map((row) => {
              // The identifiers of a person have to be given together once.
              const kinds = sent.has(row) ? (known[row] ?? []) : ['uuid', 'email'];
              return { row, identifiers: kinds.map((name) => ({ name, text: `${name}-${row}` })) };
            });
            const texts = people.map(({ identifiers }) => identifiers.map(({ name, text }) => `${name}=${text}`));
            const recorded = await ledger.armsInWalk('sale')(texts);
            const drawn = people.map(({ row, identifiers }, at) => {
              const arm = recorded[at] ?? arms[assignArm(assignment, identifiers) ?? -1]?.name ?? '';
              expect(arm).toBe(sent.get(row) ?? arm);
              sent.set(row, arm);
              return person(`${index} ${row}`, arm === 'A' ? 0 : 1, ...(texts[at] ?? []));
            });
            await sendRun(world, ledger, runCampaign('sale', { arms: ['A', 'B'] }), drawn);
          }
        }),
        { numRuns: tries(12) },
      );
    });

    test('counts outcomes by arm and language, and separately the notifications without an outcome', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const campaign = runCampaign('sale', {
        arms: ['A', 'B', 'A', 'B'],
        armIds: [1, 2, 1, 2],
        locales: ['en', 'en', 'tr', 'tr'],
      });
      const run = await ledger.startRun(newRun(campaign));
      const people = [0, 1, 2, 3, 3, 3, undefined, 0].map((arm, index) => person(`u${index}`, arm, `uuid=${index}`));
      await ledger.append(run.id, 0, people);
      await ledger.flush(run.id);
      await ledger.setState(run.id, 'running', {});
      const all = await openAll(ledger, run.id);
      await send(world, ledger, run.id, all.slice(0, 7), [
        accepted,
        optOut,
        badTitle,
        accepted,
        inDoubt,
        notSent,
        accepted,
      ]);
      await claimSoon(world, ledger, { run: run.id, chunk: 0, campaign: 0, notifications: all.slice(7) });
      const none = { accepted: 0, refused: 0, rejected: 0, in_doubt: 0 };
      expect((await ledger.totals(run.id))[0]?.groups).toEqual([
        { number: 0, buckets: { ...none, accepted: 1 }, open: 1 },
        { number: 1, buckets: { ...none, refused: 1 }, open: 0 },
        { number: 2, buckets: { ...none, rejected: 1 }, open: 0 },
        { number: 3, buckets: { ...none, accepted: 1, in_doubt: 1 }, open: 0 },
      ]);
      expect(await ledger.lookupGroups(run.id, 'sale', ['u3', 'u6', 'u0', 'stranger'])).toEqual([
        3,
        undefined,
        0,
        undefined,
      ]);
      expect((await ledger.run(run.id))?.campaigns[0]).toMatchObject({
        armIds: [1, 2, 1, 2],
        locales: ['en', 'en', 'tr', 'tr'],
      });
      const plain = await ledger.startRun(newRun(runCampaign('plain')));
      await ledger.append(plain.id, 0, [planned('p')]);
      await ledger.flush(plain.id);
      await ledger.setState(plain.id, 'running', {});
      await send(world, ledger, plain.id, await openAll(ledger, plain.id), [accepted]);
      expect((await ledger.totals(plain.id))[0]?.groups).toBeUndefined();
      expect(await ledger.lookupGroups(plain.id, 'plain', ['p'])).toEqual([undefined]);
    });
  });
}
