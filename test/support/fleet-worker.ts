// A worker in this process, on the given queue and clock. It works until nothing is left to do.
import type { Clock } from '../../src/delivery/clock.ts';
import type { Stop } from '../../src/delivery/stopping/halt.ts';
import type { Queue } from '../../src/delivery/jobs/queue.ts';
import { work } from '../../src/delivery/jobs/work.ts';
import { openClient } from '../../src/insider/client.ts';
import { openFleetLedger } from '../../src/ledger/postgres/open-fleet.ts';
import type { FleetTrial } from './fleet-trial.ts';
import { localKey } from './sending-workspace.ts';
import { insider } from '../../src/insider/insider.ts';

export interface FleetWorker {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly requestsPerMinute: number;
  /** Distinguishes it from other workers. */
  readonly pid: number;
  /** See openFleetLedger. */
  readonly databaseTime?: (milliseconds: number) => number;
}

export async function workOn(
  { address, sandbox }: FleetTrial,
  { queue, clock, requestsPerMinute, pid, databaseTime = (milliseconds) => milliseconds }: FleetWorker,
): Promise<Stop | undefined> {
  await using ledger = await openFleetLedger({
    address,
    environment: 'local',
    endpoint: 'loopback',
    requestsPerMinute,
    requestTimeout: 120_000,
    clock,
    worker: { id: `worker-${pid}`, host: 'machine', pid, version: '0.0.0-test' },
    databaseTime,
  });
  const options = { endpoint: sandbox.url, apiKey: localKey, userAgent: 'pushplan/test', env: {}, clock };
  await using sender = openClient(options);
  return await work({
    environment: 'local',
    vendor: insider,
    ledger,
    queue,
    sender,
    lanes: 2,
    until: 'drained',
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    beSeen: (chunks) => ledger.beSeen({ chunks, requests: 0 }),
    listen: () => undefined,
    tell: () => undefined,
  });
}
