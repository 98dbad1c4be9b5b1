import { expect, test } from 'vitest';
import type { ReportRow } from '../../src/delivery/delivery.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { payloadOf, payloadsTo, payloadTo } from '../support/payloads.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { quickSandbox } from '../support/quick-sandbox.ts';

test('everybody is sent to once, in requests of twenty after a first single one, and the run is finished', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(106) }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toEqual({ kind: 'finished', findings: [] });
  expect(await world.totals()).toMatchObject({ planned: 106, accepted: 106, not_sent: 0, requests: 7 });
  expect(api.stats()).toMatchObject({ requests: 7, deliveries: 106, duplicates: 0 });
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'finished', why: null });
  expect(await world.ledger.chunks(world.run.id)).toEqual([]);
});

test('listeners get an event for every request, and outcomes only after they are committed', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(25) }] });
  await using client = clientFor(api.url);
  const accepted: number[] = [];
  await world.deliver(client, {
    listen: (event) => {
      world.events.push(event);
      if (event.kind === 'settled') void world.totals().then((totals) => accepted.push(totals.accepted));
    },
  });
  expect(world.events[0]).toMatchObject({ kind: 'started', campaigns: [{ planned: 25, settled: 0 }] });
  expect(world.events.filter(({ kind }) => kind === 'sending')).toHaveLength(3);
  expect(world.events.at(-1)).toEqual({ kind: 'ended' });
  await expect.poll(() => accepted.length).toBe(3);
  expect(accepted[0]).toBeGreaterThanOrEqual(1);
});

test('requests start in the order of the campaigns', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({
    campaigns: [{ payloads: payloadsTo(50) }, { payloads: payloadsTo(30) }],
  });
  await using client = clientFor(api.url);
  await world.deliver(client);
  const order = world.events.flatMap((event) => (event.kind === 'sending' ? event.campaign : []));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(await world.totals()).toMatchObject({ accepted: 80 });
});

test('campaigns of high priority are sent first, and campaigns of the same priority in their order', async () => {
  await using api = await quickSandbox();
  const high = { priority: 'high' } as const;
  const campaigns = [{}, high, {}, high].map((more) => ({ ...more, payloads: payloadsTo(25) }));
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(api.url);
  await world.deliver(client);
  const order = world.events.flatMap((event) => (event.kind === 'settled' ? event.campaign : []));
  expect([...new Set(order)]).toEqual([1, 3, 0, 2]);
  expect(world.events.filter(({ kind }) => kind === 'sending')[0]).toMatchObject({ campaign: 1 });
  expect(await world.totals()).toMatchObject({ accepted: 100 });
});

test('every outcome is counted in the bucket that the API determines, and the buckets add up', async () => {
  await using api = await quickSandbox({
    shares: { noUserFound: 0.1, optOut: 0.2, unregistered: 0.1 },
    faults: [{ kind: '500', requests: [3] }],
  });
  const payloads = [
    ...payloadsTo(90),
    payloadTo('poison', { campId: 0 }),
    ...payloadsTo(20).map((_, at) => payloadTo(`w${at}`)),
  ];
  await using world = await makeWorld({ campaigns: [{ payloads }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { concurrency: 1 });
  const { planned, accepted, refused, rejected, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
  expect({ planned, rejected, inDoubt, notSent }).toEqual({ planned: 111, rejected: 1, inDoubt: 20, notSent: 0 });
  expect(accepted + refused + rejected + inDoubt + notSent).toBe(planned);
  expect(refused).toBeGreaterThan(0);
  expect(end.findings).toMatchObject([
    {
      code: 'PP411',
      severity: 'warning',
      file: 'campaign-0.campaign.yaml',
      message: expect.stringContaining('Row 91'),
    },
  ]);
});

test('an unacceptable notification is found by halving, and the others are sent once', async () => {
  await using api = await quickSandbox();
  const payloads = payloadsTo(20).map((payload, at) => (at === 13 ? payloadTo('poison', { campId: -1 }) : payload));
  await using world = await makeWorld({ campaigns: [{ payloads }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 19, rejected: 1 });
  expect((await world.ledger.totals(world.run.id))[0]?.rejected).toEqual({ negative_integer: 1 });
  expect(api.stats()).toMatchObject({ deliveries: 19, duplicates: 0 });
});

test('a defect of the template stops the run after five requests, and only the first person is rejected', async () => {
  await using api = await quickSandbox();
  const payloads = payloadsTo(2_000).map((_, at) => payloadTo(`u${at}`, { campId: -1 }));
  await using world = await makeWorld({ campaigns: [{ payloads }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { concurrency: 1 });
  expect(end).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP405', file: 'campaign-0.campaign.yaml' } });
  expect(await world.totals()).toMatchObject({ not_sent: 1_999, rejected: 1, requests: 5 });
  expect(await world.ledger.run(world.run.id)).toMatchObject({
    state: 'stopped',
    why: '5 of the first 5 requests of campaign campaign-0 were refused (negative_integer)',
  });
});

test('two notifications of one person never share a request', async () => {
  await using api = await quickSandbox();
  const payloads = ['one', 'two', 'three'].map((title) => payloadOf({ 'INSIDER.uuid': 'ada' }, { title }));
  await using world = await makeWorld({ campaigns: [{ payloads }] });
  await using client = clientFor(api.url);
  await world.deliver(client);
  expect(api.stats()).toMatchObject({ requests: 3, deliveries: 3, duplicates: 0 });
});

test('the answer of the API for each recipient is reported', async () => {
  await using api = await quickSandbox({ users: [{ uuid: 'u0', attributes: { platform: 'ios' } }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2), reportAttributes: ['INSIDER.uuid'] }] });
  await using client = clientFor(api.url);
  const rows: ReportRow[] = [];
  await world.deliver(client, { report: async (some) => void rows.push(...some) });
  expect(rows).toEqual([
    { campaign: 'campaign-0', row: 1, outcome: { kind: 'accepted' }, attributes: { 'INSIDER.uuid': 'u0' } },
    { campaign: 'campaign-0', row: 2, outcome: { kind: 'refused', reason: 'NoUserFound' }, attributes: null },
  ]);
});

test('notifications of an asynchronous campaign are accepted as soon as the API takes them', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(30), async: true }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 30 });
  expect(api.stats().statuses).toEqual({ 202: 3 });
});

test('a single campaign is sent, and the others can be resumed', async () => {
  await using api = await startSandbox({ shares: { noUserFound: 0, optOut: 0, unregistered: 0 } });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(5) }, { payloads: payloadsTo(40) }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { only: 1 });
  expect(end).toMatchObject({
    kind: 'stopped',
    why: 'notifications that are left to send: 5',
    diagnostic: { code: 'PP408' },
  });
  const buckets = (await world.ledger.totals(world.run.id)).map((campaign) => campaign.buckets);
  expect(buckets).toMatchObject([
    { accepted: 0, not_sent: 5 },
    { accepted: 40, not_sent: 0 },
  ]);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped' });
});

test.each([1, 7, 20, 30, 45])('--max-sends %i is exact, and the rest can be resumed', async (maxSends) => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(25) }, { payloads: payloadsTo(25) }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { maxSends });
  expect(end).toMatchObject({
    kind: 'stopped',
    why: `--max-sends ${maxSends} is reached`,
    diagnostic: { code: 'PP408' },
  });
  expect(await world.totals()).toMatchObject({ accepted: maxSends, not_sent: 50 - maxSends });
  expect(api.stats().deliveries).toBe(maxSends);
  await world.ledger.adoptRun(world.run.id, { host: 'test', pid: process.pid });
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(api.stats()).toMatchObject({ deliveries: 50 });
});

test('--max-sends does not count people who were not sent to after all', async () => {
  await using api = await quickSandbox({ faults: [{ kind: '429', requests: [2] }], retryAfter: 'never' });
  const payloads = payloadsTo(100).map((payload, at) => (at === 3 ? payloadTo('poison', { campId: -1 }) : payload));
  await using world = await makeWorld({ campaigns: [{ payloads }], clock: virtualClock() });
  await using client = clientFor(api.url);
  expect(await world.deliver(client, { maxSends: 50 })).toMatchObject({ kind: 'stopped' });
  const { accepted, rejected, not_sent: notSent } = await world.totals();
  expect({ sends: accepted + rejected, notSent }).toEqual({ sends: 50, notSent: 50 });
  expect(api.stats()).toMatchObject({ deliveries: accepted, duplicates: 0 });
});

test('a run is finished if --max-sends equals the number of its notifications', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(25) }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client, { maxSends: 25 })).toMatchObject({ kind: 'finished' });
});

test('a run without notifications is finished at once', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: [] }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(api.stats().requests).toBe(0);
});

test('the pace of the ledger is kept, and waits for it are reported', async () => {
  const clock = virtualClock();
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }], requestsPerMinute: 100, clock });
  await using client = clientFor(api.url);
  await world.deliver(client);
  expect(clock.monotonic()).toBeGreaterThan(1_190);
  expect(world.events).toContainEqual({ kind: 'waiting', reason: 'pace', until: expect.any(Number) });
  expect(world.events).toContainEqual({ kind: 'going_on' });
});
