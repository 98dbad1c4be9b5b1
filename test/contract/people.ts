// The ledger contract for identifying people: the same bytes in every campaign, from which no identifier can be read.
import { describe, expect, test } from 'vitest';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { Planned, Spooled } from '../../src/delivery/spool.ts';
import { insider } from '../../src/insider/insider.ts';
import { readPeople } from '../../src/ledger/claims/person-hashes.ts';
import { payloadOf } from '../support/payloads.ts';
import {
  accepted,
  claimSoon,
  inDoubt,
  newRun,
  notSent,
  openAll,
  planned,
  runCampaign,
  send,
  spoolRun,
  type LedgerWorld,
  type MakeWorld,
  type WholeLedger,
} from './world.ts';

type Identifiers = Readonly<Record<string, string>>;

const ana = { 'INSIDER.uuid': 'c-1', 'INSIDER.email': 'ana@example.com' };
const bob = { 'INSIDER.uuid': 'c-2' };

function to(key: string, identifiers: Identifiers): Planned {
  return planned(key, planEnvelope(Buffer.from(payloadOf(identifiers)), insider));
}

/** Returns the hashes of each position of each request. */
async function peopleIn(world: LedgerWorld): Promise<readonly (readonly (readonly string[])[] | null)[]> {
  return (await world.people()).map((kept) => kept && readPeople(kept));
}

/** Sends one request to each, each in a run of its own. */
async function sendEach(world: LedgerWorld, ledger: WholeLedger, ...all: readonly Planned[]): Promise<void> {
  for (const one of all) {
    const run = await spoolRun(ledger, [one]);
    await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
    await ledger.setState(run.id, 'finished', {});
  }
}

export function peopleContract(name: string, makeWorld: MakeWorld): void {
  describe(`people: ${name}`, () => {
    test('a person is the same in two campaigns, and different people are different', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await ledger.startRun(newRun(runCampaign('a'), runCampaign('b')));
      await ledger.append(run.id, 0, [to('k', ana), to('l', bob)]);
      await ledger.append(run.id, 1, [to('m', ana)]);
      await ledger.setState(run.id, 'running', {});
      for (const [campaign, { number }] of (await ledger.chunks(run.id)).entries()) {
        const notifications = await ledger.open(run.id, number);
        await claimSoon(world, ledger, { run: run.id, chunk: number, campaign, notifications });
      }
      const [first, second] = await peopleIn(world);
      const hash = expect.stringMatching(/^[0-9a-f]{32}$/);
      expect(first).toEqual([[hash, hash], [hash]]);
      expect(second).toEqual([first?.[0]]);
      expect(new Set(first?.flat()).size).toBe(3);
    });

    test('any spelling of an address or a number is the same person, also for the next process', async () => {
      await using world = await makeWorld();
      const before = await world.open();
      await sendEach(
        world,
        before,
        to('k', { 'INSIDER.email': 'Ana@Example.com', 'INSIDER.phone_number': '+1 555 0100' }),
      );
      await world.kill(before);
      await using ledger = await world.open();
      await sendEach(
        world,
        ledger,
        to('l', { 'INSIDER.phone_number': '+15550100', 'INSIDER.email': 'ana@example.com' }),
      );
      const [[first] = [], [second] = []] = (await peopleIn(world)).map((people) => people ?? []);
      expect(first).toHaveLength(2);
      expect(first).toEqual(second?.toReversed());
    });

    test('the same text in two kinds of identifier is two people', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const customs = { 'INSIDER.custom.a': '7', 'INSIDER.custom.b': '7', 'INSIDER.uuid': '7' };
      await sendEach(world, ledger, to('k', customs));
      expect(new Set((await peopleIn(world)).flat(2)).size).toBe(3);
    });

    test('different ledgers store different bytes', async () => {
      const seen: string[] = [];
      for (let made = 0; made < 2; made += 1) {
        await using world = await makeWorld();
        await using ledger = await world.open();
        await sendEach(world, ledger, to('k', bob));
        const [person] = (await peopleIn(world)).flat(2);
        seen.push(person ?? '');
      }
      expect(new Set(seen).size).toBe(2);
    });

    test('a retry, a part of a request and the rest of a chunk keep their people, and no others', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, [to('k', ana), to('l', bob), to('m', { 'INSIDER.uuid': 'c-3' })]);
      const notifications = await openAll(ledger, run.id);
      await send(world, ledger, run.id, notifications, [notSent, notSent, accepted]);
      await send(world, ledger, run.id, notifications.slice(0, 2), [inDoubt, notSent]);
      await ledger.finish(run.id, 0);
      const left = await openAll(ledger, run.id);
      await send(world, ledger, run.id, left, [notSent]);
      await send(world, ledger, run.id, notifications, [accepted]);
      const [all = []] = await peopleIn(world);
      expect(await peopleIn(world)).toEqual([all, all?.slice(0, 2), all?.slice(1, 2), all?.slice(1, 2)]);
      expect(all).toHaveLength(3);
    });

    test('a notification without identifiers is nobody, and a request is unknown if an older version spooled part of it', async () => {
      await using world = await makeWorld();
      await using ledger = await world.open();
      const run = await spoolRun(ledger, [to('k', {}), to('l', ana), to('m', bob)]);
      const [nobody, older, other] = await openAll(ledger, run.id);
      if (nobody === undefined || older === undefined || other === undefined) throw new Error('somebody is missing');
      await send(world, ledger, run.id, [nobody], [accepted]);
      await send(world, ledger, run.id, [withoutPerson(older), other], [accepted, accepted]);
      expect(await peopleIn(world)).toEqual([[[]], null]);
    });
  });
}

function withoutPerson({ person: _person, ...rest }: Spooled): Spooled {
  return rest;
}
