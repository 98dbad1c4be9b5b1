// Workers that get answers which are not the API's own: one such notification causes no endless loop and delays nobody else.
import { expect, test } from 'vitest';
import type { DeliveryLog } from '../../src/delivery/doubt/delivery-log.ts';
import { settleInRun } from '../../src/delivery/doubt/settle-in-run.ts';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import type { CampaignTotals } from '../../src/delivery/ledger.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { sendChunks } from '../../src/delivery/send-chunks.ts';
import { Shift } from '../../src/delivery/jobs/shift.ts';
import type { Planned } from '../../src/delivery/spool.ts';
import { work, type Work } from '../../src/delivery/jobs/work.ts';
import type { WorkEvent } from '../../src/delivery/jobs/work-event.ts';
import { openFleetLedger } from '../../src/ledger/postgres/open-fleet.ts';
import { queueAt } from '../support/queue-at.ts';
import { newRun, plannedMany } from '../contract/world.ts';
import { makeWorld } from '../support/delivery-world.ts';
import { acceptAll, madeSender } from '../support/made-sender.ts';
import { payloadsTo, payloadTo, payloadsOf } from '../support/payloads.ts';
import { postgresWorld, type PostgresWorld } from '../support/postgres-world.ts';
import { realClock } from '../support/real-clock.ts';
import { sharePostgresDatabase } from '../support/share-postgres.ts';
import { insider } from '../../src/insider/insider.ts';

const server = sharePostgresDatabase();

interface Wire extends Sender {
  /** The payloads of requests with a single notification that got a foreign answer. */
  readonly alone: string[];
  readonly accepted: string[];
  /** Payloads that get a foreign answer. */
  readonly blocked: Set<string>;
}

function wire(...blocked: readonly string[]): Wire {
  const alone: string[] = [];
  const accepted: string[] = [];
  const isBlocked = new Set(blocked);
  return {
    alone,
    accepted,
    blocked: isBlocked,
    ...madeSender(async (request) => {
      const payloads = payloadsOf(request);
      if (payloads.some((payload) => isBlocked.has(payload))) {
        if (payloads.length === 1) alone.push(...payloads);
        return { kind: 'foreign', status: 400, code: 'http_400', excerpt: 'Bad Request' };
      }
      accepted.push(...payloads);
      return acceptAll(request);
    }),
  };
}

const real = {
  clock: realClock,
  requestsPerMinute: 60_000,
  endpoint: 'sandbox',
  databaseTime: (milliseconds: number) => milliseconds,
};
const never = new AbortController().signal;

function world(): Promise<PostgresWorld> {
  return postgresWorld(server());
}

/** Starts a detached run of `count` people. */
async function detach(place: PostgresWorld, count: number): Promise<string> {
  await using ledger = await place.open(real);
  const { id } = await ledger.startRun(newRun());
  await ledger.append(id, 0, plannedTo(count));
  await ledger.share(id, 'seal-1', 'detached');
  return id;
}

interface Worked {
  readonly events: readonly WorkEvent[];
}

async function startWorker(
  place: PostgresWorld,
  name: string,
  sender: Sender,
  { deliveryLog, ...change }: Partial<Work> & { readonly deliveryLog?: DeliveryLog } = {},
): Promise<Worked> {
  const { address } = place;
  const worker = { id: name, host: name, pid: 1, version: '0.0.0' };
  await using ledger = await openFleetLedger({
    ...real,
    address,
    environment: 'sandbox',
    endpoint: 'sandbox',
    requestTimeout: 120_000,
    worker,
  });
  await using queue = await queueAt(address, true);
  const events: WorkEvent[] = [];
  await work({
    environment: 'sandbox',
    vendor: insider,
    ledger,
    queue,
    sender,
    clock: realClock,
    random: () => 0.5,
    listen: () => undefined,
    lanes: 2,
    settleDoubts:
      deliveryLog &&
      ((doubtful) =>
        settleInRun({
          ...doubtful,
          ledger,
          spool: ledger,
          terms: { vendor: insider, deliveryLog, after: 0, requestsPerMinute: 60_000 },
          clock: realClock,
          listen: () => undefined,
        })),
    until: 'drained',
    signal: never,
    beSeen: (chunks) => ledger.beSeen({ chunks, requests: 0 }),
    ...change,
    tell: (event) => {
      events.push(event);
      change.tell?.(event);
    },
  });
  return { events };
}

async function endOf(place: PostgresWorld, run: string) {
  await using seen = await place.look();
  const found = await seen?.run(run);
  const [totals]: readonly CampaignTotals[] = (await seen?.totals(run)) ?? [];
  return { state: found?.state, why: found?.why, ...totals?.buckets };
}

function closings(events: readonly WorkEvent[]) {
  return events.flatMap((event) => (event.kind === 'closed' ? [event.stop?.diagnostic.code] : []));
}

const payloadOf = (index: number): string => payloadTo(`u${index}`);

function plannedTo(count: number): readonly Planned[] {
  return plannedMany(count).map((one, index) => ({ ...one, ...planEnvelope(Buffer.from(payloadOf(index)), insider) }));
}

test('a worker sends all others, tries the notification once, and stops the run with the number of its row', async () => {
  await using place = await world();
  const run = await detach(place, 2_500);
  await using sender = wire(payloadOf(700));
  const { events } = await startWorker(place, 'one', sender);
  expect(await endOf(place, run)).toMatchObject({
    state: 'stopped',
    why: "1 notification was set aside, since the answer was not the API's own (status 400): row 701 of sale",
    accepted: 2_499,
    not_sent: 1,
    rejected: 0,
  });
  expect(closings(events)).toEqual(['PP423']);
  expect(sender.alone).toEqual([payloadOf(700)]);
  expect(new Set(sender.accepted).size).toBe(sender.accepted.length);
});

test('with three workers, each tries a notification at most once, all others are sent once, and the run ends', async () => {
  await using place = await world();
  const run = await detach(place, 2_500);
  await using sender = wire(payloadOf(10), payloadOf(1_500));
  await Promise.all(['one', 'two', 'three'].map((name) => startWorker(place, name, sender)));
  expect(await endOf(place, run)).toMatchObject({ state: 'stopped', accepted: 2_498, not_sent: 2, rejected: 0 });
  expect(sender.alone.length).toBeLessThanOrEqual(6);
  expect(new Set(sender.accepted).size).toBe(2_498);
  expect(sender.accepted).toHaveLength(2_498);
});

test('a worker that keeps running tries the notification again after somebody resumes the run', async () => {
  await using place = await world();
  const run = await detach(place, 50);
  await using sender = wire(payloadOf(7));
  const told = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const tell = (event: WorkEvent): void => {
    if (event.kind === 'closed') (event.stop === undefined ? finished : stopped).resolve();
  };
  const working = startWorker(place, 'one', sender, { until: 'told', signal: told.signal, tell });
  await stopped.promise;
  expect(await endOf(place, run)).toMatchObject({ state: 'stopped', accepted: 49, not_sent: 1 });
  sender.blocked.clear();
  await using control = await place.control();
  expect(await control?.goOn(run)).toBe(true);
  await finished.promise;
  told.abort('the test is over');
  await working;
  expect(await endOf(place, run)).toMatchObject({ state: 'finished', accepted: 50, not_sent: 0 });
  expect(sender.accepted).toHaveLength(50);
});

test('three such answers in a row stop the run for every worker, and it can be resumed', async () => {
  await using place = await world();
  const run = await detach(place, 300);
  await using sender = wire(...payloadsTo(300));
  const { events } = await startWorker(place, 'one', sender);
  expect(closings(events)).toEqual(['PP422']);
  expect(await endOf(place, run)).toMatchObject({
    state: 'stopped',
    why: "3 answers in a row were not the API's own (status 400)",
    accepted: 0,
    rejected: 0,
    not_sent: 300,
  });
  sender.blocked.clear();
  await using control = await place.control();
  await control?.goOn(run);
  await startWorker(place, 'two', sender);
  expect(await endOf(place, run)).toMatchObject({ state: 'finished', accepted: 300 });
});

test('doubt is settled before the run is stopped because of notifications that were set aside', async () => {
  await using place = await world();
  const run = await detach(place, 50);
  await using sender = wire(payloadOf(7));
  let isUnclear = true;
  const unclearOnce: Sender = {
    ...sender,
    send: async (request, signal) => {
      if (!isUnclear || request.notifications.length === 1 || payloadsOf(request).includes(payloadOf(7))) {
        return sender.send(request, signal);
      }
      isUnclear = false;
      return { kind: 'unclear', status: 500, error: 'http_500' };
    },
  };
  const asked: string[] = [];
  const deliveryLog = {
    ask: async () => {
      asked.push('asked');
      return { kind: 'silent' as const, error: 'http_503' };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  await startWorker(place, 'one', unclearOnce, {
    deliveryLog,
  });
  const end = await endOf(place, run);
  expect(end).toMatchObject({ state: 'stopped', not_sent: 1 });
  expect(end.in_doubt).toBeGreaterThan(0);
  expect(asked.length).toBeGreaterThan(0);
});

test('the same worker does not send it again from the chunk it left, and looks at chunks that are opened again', async () => {
  await using place = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }], requestsPerMinute: 60_000 });
  const { ledger, run } = place;
  const [blocked = ''] = payloadsTo(1);
  await using sender = wire(blocked);
  const shift = new Shift({ vendor: insider, sender, clock: realClock, random: () => 0.01, listen: () => undefined });
  const [chunk] = await ledger.chunks(run.id);
  if (chunk === undefined) throw new Error('there is no chunk');
  const taken = { run, campaign: chunk.campaign, chunks: [chunk], waits: false, ledger, spool: ledger };
  for (let time = 1; time <= 2; time++) {
    expect(await sendChunks(shift, taken, never)).toEqual({ stop: undefined, findings: [] });
    expect([...shift.foreign(run.id).chunksLeft]).toEqual([chunk.number]);
  }
  expect(sender.alone).toEqual([blocked]);
  expect(await place.totals()).toMatchObject({ accepted: 39, not_sent: 1 });
  shift.foreign(run.id).reopenChunks();
  expect(shift.chunksLeft).toBe(0);
  shift.keepOnly(new Set([run.id]));
  expect(shift.foreign(run.id).aside?.count).toBe(1);
  shift.keepOnly(new Set());
  expect(shift.foreign(run.id).aside).toBeUndefined();
});
