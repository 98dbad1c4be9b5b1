// The contract of ledgers, as far as they keep in which arm of a test somebody was sent a campaign.
import { describe, expect, test } from 'vitest';
import type { RunCampaign } from '../../src/delivery/ledger.ts';
import type { Planned } from '../../src/delivery/spool.ts';
import {
  newRun,
  notSent,
  openAll,
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

export function armsContract(name: string, makeWorld: MakeWorld): void {
  describe(`arms: ${name}`, () => {
    test('whoever was sent an arm is found in it, under any identifier, whatever later runs call it', async () => {
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
  });
}
