// Workers of a ledger on PostgreSQL, on the clock of the test, and the jobs and claims that they take.
import { randomBytes } from 'node:crypto';
import type { TakenChunks } from '../../src/delivery/jobs/work-ledger.ts';
import type { Claim } from '../../src/delivery/ledger.ts';
import type { Spooled } from '../../src/delivery/spool.ts';
import { openFleetLedger } from '../../src/ledger/postgres/open-fleet.ts';
import type { PostgresFleet } from '../../src/ledger/postgres/postgres-fleet.ts';
import { newRun, plannedMany } from '../contract/world.ts';
import type { PostgresWorld } from './postgres-world.ts';
import { realClock } from './real-clock.ts';

/** Makes a detached run of so many notifications, with its jobs, whose holder has left. */
export async function detachRun(world: PostgresWorld, count: number): Promise<string> {
  await using ledger = await world.open({ requestsPerMinute: 6_000 });
  const { id } = await ledger.startRun(newRun());
  await ledger.append(id, 0, plannedMany(count));
  await ledger.flush(id);
  await ledger.share(id, 'seal-1', 'detached');
  return id;
}

export async function startWorker(
  { address, clock }: PostgresWorld,
  host = 'runner-1',
  pid = 1,
): Promise<PostgresFleet> {
  return openFleetLedger({
    address,
    environment: 'sandbox',
    endpoint: 'sandbox',
    requestsPerMinute: 6_000,
    requestTimeout: 120_000,
    clock: { ...realClock, now: () => clock.now(), monotonic: () => clock.monotonic() },
    databaseTime: () => clock.now(),
    worker: { id: randomBytes(4).toString('hex'), host, pid, version: '0.0.0' },
  });
}

export async function take(worker: PostgresFleet, run: string, chunk = 0): Promise<TakenChunks> {
  const taken = await worker.takeChunks(run, chunk);
  if (taken === undefined) throw new Error('there is nothing to take');
  return taken;
}

export function claimOf(run: string, notifications: readonly Spooled[]): Claim {
  return { run, chunk: 0, campaign: 0, notifications };
}

export async function attemptOf(taken: TakenChunks, notifications: readonly Spooled[]): Promise<number> {
  const [result] = await taken.ledger.claimAll([claimOf(taken.run.id, notifications)]);
  if (result?.kind !== 'claimed') throw new Error(`it is ${result?.kind}`);
  return result.attempt;
}
