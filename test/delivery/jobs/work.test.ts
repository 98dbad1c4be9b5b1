// A worker whose queue loses jobs, repeats them or is away for a while: the ledger decides, and lost jobs are found again.
import { expect, test } from 'vitest';
import type { FleetLedger } from '../../../src/delivery/jobs/fleet-ledger.ts';
import type { Stop } from '../../../src/delivery/stopping/halt.ts';
import type { CampaignTotals } from '../../../src/delivery/ledger.ts';
import type { Queue } from '../../../src/delivery/jobs/queue.ts';
import type { Sender } from '../../../src/delivery/sender.ts';
import { work, type Work } from '../../../src/delivery/jobs/work.ts';
import type { WorkEvent } from '../../../src/delivery/jobs/work-event.ts';
import type { TakenChunks } from '../../../src/delivery/jobs/work-ledger.ts';
import { openFleetLedger } from '../../../src/ledger/postgres/open-fleet.ts';
import { queueAt } from '../../support/queue-at.ts';
import { newRun, plannedMany, runCampaign } from '../../contract/world.ts';
import { postgresWorld } from '../../support/postgres-world.ts';
import { realClock } from '../../support/real-clock.ts';
import { sharePostgresDatabase } from '../../support/share-postgres.ts';
import { acceptAll, madeSender } from '../../support/made-sender.ts';
import { payloadsOf } from '../../support/payloads.ts';
import { insider } from '../../../src/insider/insider.ts';

const server = sharePostgresDatabase();

/** Accepts everything at once, and records the payloads. */
function countingSender(): Sender & { readonly seen: string[] } {
  const seen: string[] = [];
  const sender = madeSender(async (request) => {
    seen.push(...payloadsOf(request));
    return acceptAll(request);
  });
  return { ...sender, seen };
}

/** The first job is lost, the second one comes twice, and the first call of add fails. */
function unreliable(queue: Queue): Queue {
  let taken = 0;
  let added = 0;
  let again: Awaited<ReturnType<Queue['take']>>;
  return {
    take: async (first) => {
      const repeated = again;
      again = undefined;
      if (repeated !== undefined) return repeated;
      const job = await queue.take(first);
      if (job === undefined) return undefined;
      taken += 1;
      if (taken === 2) again = job;
      if (taken > 1) return job;
      await job.done();
      return undefined;
    },
    add: async (jobs) => {
      added += 1;
      if (added === 1) throw new Error('the queue is away');
      await queue.add(jobs);
    },
    [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose](),
  };
}

interface WorkDone {
  readonly stop: Stop | undefined;
  readonly state: string | undefined;
  readonly buckets: CampaignTotals['buckets'] | undefined;
  readonly seen: readonly string[];
  readonly events: readonly WorkEvent[];
}

interface Opened {
  readonly ledger: FleetLedger;
  readonly queue: Queue;
  /** Starts a run with so many people in each of its campaigns, and returns its id. */
  readonly begin: (people: readonly number[]) => Promise<string>;
}

/** Lets a worker drain a run of 2,500 people, or of so many people in each of its campaigns. */
async function drain(
  change: (opened: Opened) => Partial<Work>,
  people: readonly number[] = [2_500],
): Promise<WorkDone> {
  const real = { clock: realClock, requestsPerMinute: 60_000, databaseTime: (milliseconds: number) => milliseconds };
  await using world = await postgresWorld(server());
  const ledger = await world.open(real);
  let begun = 0;
  const begin = async (counts: readonly number[]): Promise<string> => {
    begun += 1;
    const name = `run-${begun}`;
    const run = await ledger.startRun(newRun(...counts.map((_, index) => runCampaign(`${name}-${index}`))));
    for (const [index, count] of counts.entries()) await ledger.append(run.id, index, plannedMany(count, `c${index}u`));
    await ledger.share(run.id, `seal-${begun}`, 'detached');
    return run.id;
  };
  const id = await begin(people);
  const { address } = world;
  const named = { id: 'worker-1', host: 'runner-1', pid: 1, version: '0.0.0' };
  const terms = {
    ...real,
    address,
    environment: 'sandbox',
    endpoint: 'sandbox',
    requestTimeout: 120_000,
    worker: named,
  };
  await using fleet = await openFleetLedger(terms);
  await using queue = await queueAt(address, true);
  await using sender = countingSender();
  const events: WorkEvent[] = [];
  const stop = await work({
    environment: 'sandbox',
    vendor: insider,
    ledger: fleet,
    queue,
    sender,
    clock: realClock,
    random: () => 0.5,
    listen: () => undefined,
    lanes: 2,
    until: 'drained',
    signal: new AbortController().signal,
    beSeen: (chunks) => fleet.beSeen({ chunks, requests: 0 }),
    tell: (event) => events.push(event),
    ...change({ ledger: fleet, queue, begin }),
  });
  const [totals] = await fleet.totals(id);
  return { stop, state: (await fleet.run(id))?.state, buckets: totals?.buckets, seen: sender.seen, events };
}

test('with jobs that are lost, repeated or not added, everybody is sent to once and the run is finished', async () => {
  const { stop, state, seen, events } = await drain(({ queue }) => ({ queue: unreliable(queue) }));
  expect({ stop, state }).toEqual({ stop: undefined, state: 'finished' });
  expect(new Set(seen).size).toBe(2_500);
  expect(seen).toHaveLength(2_500);
  expect(events.filter(({ kind }) => kind === 'failed').length).toBeGreaterThan(0);
});

/** Answers the first requests at once, and the others as soon as `together` of them wait. */
function waitingSender(quick: number, together: number): Sender {
  let requests = 0;
  const waiting: (() => void)[] = [];
  return madeSender(async (request) => {
    requests += 1;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    if (requests > quick) waiting.push(() => resolve(undefined));
    if (waiting.length === together) for (const answer of waiting.splice(0)) answer();
    if (requests > quick) await promise;
    return acceptAll(request);
  });
}

test('with campaigns of one person each, more requests are under way than a worker starts at the same time', async () => {
  const people = Array.from({ length: 12 }, () => 1);
  const { stop, state } = await drain(() => ({ sender: waitingSender(4, 4) }), people);
  expect({ stop, state }).toEqual({ stop: undefined, state: 'finished' });
});

test('while the doubt of a run is settled, other runs are sent', async () => {
  let requests = 0;
  const other = Promise.withResolvers<undefined>();
  const sender = madeSender(async (request) => {
    requests += 1;
    if (requests === 1) return { kind: 'unclear', status: null, error: 'ECONNRESET' };
    other.resolve(undefined);
    return acceptAll(request);
  });
  const { state, events } = await drain(
    ({ begin }) => ({
      sender,
      lanes: 1,
      settleDoubts: async () => {
        await begin([1]);
        await other.promise;
        return { notSent: 0, findings: [] };
      },
    }),
    [1],
  );
  expect(state).toBe('finished');
  expect(events.filter(({ kind }) => kind === 'closed')).toHaveLength(2);
});

/** The first claim is committed, but its result is lost, so it is made once more. */
function forgetful(ledger: FleetLedger): FleetLedger {
  let isFirst = true;
  return new Proxy(ledger, {
    get: (target, name) => {
      if (name === 'takeChunks') {
        return async (run: string, chunk: number): Promise<TakenChunks | undefined> => {
          const taken = await target.takeChunks(run, chunk);
          const claimAll: TakenChunks['ledger']['claimAll'] = async (claims) => {
            const claimed = (await taken?.ledger.claimAll(claims)) ?? [];
            const isForgotten = isFirst && claimed.some(({ kind }) => kind === 'claimed');
            if (isForgotten) isFirst = false;
            return isForgotten ? claimAll(claims) : claimed;
          };
          return taken && { ...taken, ledger: { ...taken.ledger, claimAll } };
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

test('a claim that was committed although its result was lost is in doubt and not sent, and the run ends', async () => {
  const { stop, state, buckets, seen } = await drain(({ ledger }) => ({ ledger: forgetful(ledger) }));
  expect({ stop, state }).toEqual({ stop: undefined, state: 'finished' });
  expect(new Set(seen).size).toBe(seen.length);
  expect(buckets?.in_doubt).toBeGreaterThan(0);
  expect(buckets).toMatchObject({ accepted: seen.length, in_doubt: 2_500 - seen.length, not_sent: 0 });
});
