// A ledger whose bytes were changed: commands are refused or work, and never crash.
import fs from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/errors.ts';
import { accepted, allInDoubt, inDoubt, newRun, notSent, openAll, plannedMany, send } from '../contract/world.ts';
import { spoolRun } from '../contract/world.ts';
import { sqliteWorld, type SqliteWorld } from '../support/sqlite-world.ts';

describe('a damaged ledger', () => {
  test('flipped bytes lead to a refusal, or are not noticed', async () => {
    await using world = await sqliteWorld();
    const ledger = await world.open({ requestsPerMinute: 10 });
    const first = await spoolRun(ledger, plannedMany(60));
    await send(world, ledger, first.id, (await openAll(ledger, first.id)).slice(0, 3), [accepted, inDoubt, notSent]);
    await ledger.setState(first.id, 'stopped', {});
    await world.kill(ledger);
    const sound = fs.readFileSync(world.path);
    const flip = fc.record({ at: fc.nat(sound.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 8 }), async (flips) => {
        const bytes = Buffer.from(sound);
        for (const { at, byte } of flips) bytes[at] = byte;
        fs.writeFileSync(world.path, bytes);
        for (const suffix of ['-wal', '-shm']) fs.rmSync(world.path + suffix, { force: true });
        fs.rmSync(`${world.directory}/sandbox.serial`, { force: true });
        const ends = await Promise.allSettled([lookAround(world), sendAgain(world, first.id)]);
        const crashes = ends.filter((end) => end.status === 'rejected' && !(end.reason instanceof Refusal));
        expect(crashes).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

async function lookAround(world: SqliteWorld): Promise<void> {
  await using reader = await world.look();
  for (const { id } of (await reader?.runs()) ?? []) await reader?.totals(id);
  await reader?.lookup('sale', ['u0', 'u1', 'u2', 'u3']);
  await reader?.countInDoubt(['sale']);
  await reader?.campaigns();
}

async function sendAgain(world: SqliteWorld, run: string): Promise<void> {
  await using ledger = await world.open({ requestsPerMinute: 10 });
  await ledger.adoptRun(run, { host: 'h', pid: 1 });
  await allInDoubt(ledger, run);
  const left = (await openAll(ledger, run)).slice(0, 20);
  const claim = await ledger.claim({ run, chunk: 0, campaign: 0, notifications: left });
  if (claim.kind === 'claimed') {
    const outcomes = claim.taken.map(() => accepted);
    await ledger.settle([{ attempt: claim.attempt, outcomes, status: 200, error: null }]);
  }
  await ledger.finish(run, 0);
  await ledger.startRun(newRun());
}
