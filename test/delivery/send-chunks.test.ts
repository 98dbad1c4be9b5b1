// Sending one chunk: everybody in it is settled or left with a reason. A worker keeps some state from one chunk to the next.
import { expect, test } from 'vitest';
import { sendChunks } from '../../src/delivery/send-chunks.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { Shift } from '../../src/delivery/jobs/shift.ts';
import type { TakenChunks } from '../../src/delivery/jobs/work-ledger.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld, type World } from '../support/delivery-world.ts';
import { gatheringSender, madeSender } from '../support/made-sender.ts';
import { payloadsTo } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { insider } from '../../src/insider/insider.ts';

const never = new AbortController().signal;

async function startApi(): Promise<Sandbox> {
  return startSandbox({
    limit: 1_000_000,
    latency: { sent: 20, none: 20, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
}

function shiftWith(sender: Sender): Shift {
  return new Shift({ vendor: insider, sender, clock: realClock, random: () => 0.01, listen: () => undefined });
}

async function takeAll({ ledger, run }: World): Promise<readonly TakenChunks[]> {
  const chunks = await ledger.chunks(run.id);
  return chunks.map((chunk) => ({
    run,
    campaign: chunk.campaign,
    chunks: [chunk],
    waits: false,
    ledger,
    spool: ledger,
  }));
}

/** Records the sizes of requests. */
function sizing(client: Sender): Sender & { readonly sizes: number[] } {
  const sizes: number[] = [];
  return {
    sizes,
    send: (request, signal) => {
      sizes.push(request.notifications.length);
      return client.send(request, signal);
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

/** Refuses every request as unacceptable. */
const refusing = madeSender(async () => ({
  kind: 'unacceptable',
  status: 400,
  code: 'invalid_payload',
  message: 'no title',
}));

test('a chunk is settled and finished, and the others are not touched', async () => {
  await using api = await startApi();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2_100) }], requestsPerMinute: 60_000 });
  await using client = clientFor(api.url);
  const [, second] = await takeAll(world);
  if (second === undefined) throw new Error('there is one chunk alone');
  const size = second.chunks[0]?.size ?? 0;
  expect(await sendChunks(shiftWith(client), second, never)).toEqual({ stop: undefined, findings: [] });
  const left = (await world.ledger.chunks(world.run.id)).map(({ number }) => number);
  expect(left).not.toContain(second.chunks[0]?.number);
  expect(left).toContain(0);
  expect(await world.totals()).toMatchObject({ accepted: size, not_sent: 2_100 - size });
  expect(api.stats().deliveries).toBe(size);
  // The run is ended by the worker that finds nothing left.
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'running' });
});

test('a worker starts with one notification, but not each chunk', async () => {
  await using api = await startApi();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2_100) }], requestsPerMinute: 60_000 });
  await using client = sizing(clientFor(api.url));
  const shift = shiftWith(client);
  for (const taken of await takeAll(world)) expect((await sendChunks(shift, taken, never)).stop).toBeUndefined();
  expect(client.sizes.slice(0, 3)).toEqual([1, 19, 20]);
  expect(client.sizes.filter((size) => size === 1)).toHaveLength(1);
  expect(await world.totals()).toMatchObject({ accepted: 2_100, not_sent: 0 });
});

test('chunks that are sent in parallel share one start and one width', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(3_000) }], requestsPerMinute: 60_000 });
  const sender = gatheringSender(3_000, 8);
  const shift = shiftWith(sender);
  await Promise.all((await takeAll(world)).map((taken) => sendChunks(shift, taken, never)));
  expect(await world.totals()).toMatchObject({ accepted: 3_000 });
  const sizes = sender.seen.map(({ size }) => size);
  expect({
    first: sizes[0],
    single: sizes.filter((size) => size === 1).length,
    most: Math.max(...sender.seen.map(({ underWay }) => underWay)),
  }).toEqual({ first: 1, single: 1, most: 8 });
});

test('after a stop, it settles what is under way and leaves the rest', async () => {
  await using api = await startApi();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(900) }] });
  await using client = clientFor(api.url);
  const [taken] = await takeAll(world);
  if (taken === undefined) throw new Error('there is no chunk');
  const told = new AbortController();
  const working = sendChunks(shiftWith(client), taken, told.signal);
  await expect.poll(() => api.stats().requests).toBeGreaterThanOrEqual(5);
  told.abort('interrupted by SIGTERM');
  expect((await working).stop).toMatchObject({ kind: 'stopped', why: 'interrupted by SIGTERM' });
  const { accepted, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
  expect({ inDoubt, all: accepted + notSent, delivered: api.stats().deliveries }).toEqual({
    inDoubt: 0,
    all: 900,
    delivered: accepted,
  });
  expect((await world.ledger.open(world.run.id, 0)).length).toBe(notSent);
});

test('a template defect belongs to the run, so every other worker must stop too', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(900) }], requestsPerMinute: 60_000 });
  const [taken] = await takeAll(world);
  if (taken === undefined) throw new Error('there is no chunk');
  const { stop, findings } = await sendChunks(shiftWith(refusing), taken, never);
  expect(stop).toMatchObject({ kind: 'stopped', isOfRun: true, diagnostic: { code: 'PP405' } });
  expect(findings[0]).toMatchObject({ code: 'PP411', message: expect.stringContaining('Row 1 of campaign') });
  expect(await world.totals()).toMatchObject({ accepted: 0, in_doubt: 0 });
});

test('a worker that the API shuts out stops, without a verdict on the run', async () => {
  await using api = await startSandbox({ denyIp: true });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using client = clientFor(api.url);
  const [taken] = await takeAll(world);
  if (taken === undefined) throw new Error('there is no chunk');
  expect((await sendChunks(shiftWith(client), taken, never)).stop).toMatchObject({ kind: 'shut_out' });
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'running' });
  expect(await world.totals()).toMatchObject({ not_sent: 40 });
});
