import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Sender } from '../../src/delivery/sender.ts';
import { clientFor, impatientClientFor, makeWorld } from '../support/delivery-world.ts';
import { strikeAt } from '../support/made-sender.ts';
import { payloadsTo } from '../support/payloads.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { quickSandbox } from '../support/quick-sandbox.ts';

/** The server looks into the ledger while it has the request, before it answers. */
test('a request that arrives was claimed before, and is in doubt until it is answered', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(5) }] });
  const seen: number[] = [];
  const successes = payloadsTo(5).map((_, at) => ({ 'INSIDER.uuid': `u${at}` }));
  const answer = async (socket: Socket): Promise<void> => {
    seen.push((await world.totals()).in_doubt);
    socket.write(http(200, JSON.stringify({ successes, errors: {} })));
  };
  await using server = await startRawServer({
    onRequest: (socket) => {
      void answer(socket);
    },
  });
  await using client = clientFor(server.url);
  await world.deliver(client);
  expect(seen).toEqual([1, 4]);
  expect(await world.totals()).toMatchObject({ accepted: 5, in_doubt: 0 });
});

test.each([
  '500-after-send',
  '504-after-send',
  'reset-after',
  'close-after',
  'no-answer',
  'cut-body',
  'malformed-body',
  '204',
  '408',
] as const)('%s leaves notifications in doubt, and they are not sent again', async (kind) => {
  await using api = await quickSandbox({ faults: [{ kind, requests: [2] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  const struck = kind === 'no-answer' ? impatientClientFor(api.url) : clientFor(api.url);
  await using client = strikeAt((number) => number === 2, struck, clientFor(api.url));
  expect(await world.deliver(client, { concurrency: 1 })).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 41, in_doubt: 19, not_sent: 0, requests: 4 });
  expect(api.stats()).toMatchObject({ requests: 4, duplicates: 0 });
});

test('at_least_once: notifications are sent again after a wait, and counted as maybe twice', async () => {
  await using api = await quickSandbox({ faults: [{ kind: '500-after-send', requests: [2] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(20), guarantee: 'at_least_once' }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 20, in_doubt: 0, maybeTwice: 19, requests: 3 });
  expect(api.stats()).toMatchObject({ deliveries: 39, duplicates: 19 });
});

test('at_least_once: notifications are in doubt after five tries', async () => {
  await using api = await quickSandbox({ faults: [{ kind: '500', share: 1 }] });
  await using world = await makeWorld({
    campaigns: [{ payloads: payloadsTo(1), guarantee: 'at_least_once' }],
    clock: virtualClock(),
  });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ in_doubt: 1, requests: 5 });
});

test.each(['429', '429-garbage', '429-negative', '403-throttle'] as const)(
  '%s makes all requests wait, then the notifications are sent',
  async (kind) => {
    const clock = virtualClock();
    await using api = await quickSandbox({ faults: [{ kind, requests: [2] }], retryAfter: 'never' });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }], clock });
    await using client = clientFor(api.url);
    expect(await world.deliver(client, { concurrency: 1 })).toMatchObject({ kind: 'finished' });
    expect(await world.totals()).toMatchObject({ accepted: 60, requests: 5 });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(5_000);
    expect(world.events).toContainEqual({ kind: 'waiting', reason: 'throttled', until: expect.any(Number) });
  },
);

test('a Retry-After of ten hours is ignored', async () => {
  const clock = virtualClock();
  await using api = await quickSandbox({ faults: [{ kind: '429-long', requests: [1] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }], clock });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(clock.monotonic()).toBeGreaterThanOrEqual(5_000);
  expect(clock.monotonic()).toBeLessThan(10_000);
});

test.each([
  ['401', 'PP401'],
  ['403', 'PP402'],
  ['invalid-certificate', 'PP403'],
  ['302', 'PP404'],
  ['405', 'PP404'],
] as const)('%s shuts the run out, and nothing more is sent', async (kind, code) => {
  await using api = await quickSandbox({ faults: [{ kind, share: 1 }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }, { payloads: payloadsTo(100) }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client, { concurrency: 2 })).toMatchObject({ kind: 'shut_out', diagnostic: { code } });
  expect(await world.totals()).toMatchObject({ planned: 200, not_sent: 200 });
  expect(api.stats().requests).toBeLessThanOrEqual(2);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped' });
});

test('an endpoint that is down leads to back-off; after a quarter of an hour the run stops with everybody not sent', async () => {
  const clock = virtualClock();
  const gone = await startRawServer({});
  await gone[Symbol.asyncDispose]();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }], clock });
  await using client = clientFor(gone.url);
  const end = await world.deliver(client, { random: () => 1 });
  expect(end).toMatchObject({
    kind: 'stopped',
    diagnostic: { code: 'PP420', help: expect.stringContaining(world.run.id) },
  });
  expect(await world.totals()).toMatchObject({ not_sent: 40, in_doubt: 0 });
  expect(clock.monotonic()).toBeGreaterThan(15 * 60_000);
  expect(clock.monotonic()).toBeLessThan(17 * 60_000);
});

test('an endpoint that is up again is sent to', async () => {
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  let calls = 0;
  const flaky: Sender = {
    ...client,
    send: async (...args) => (++calls <= 3 ? { kind: 'unsent', error: 'ECONNREFUSED' } : client.send(...args)),
  };
  expect(await world.deliver(flaky)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 40, requests: 6 });
  expect(api.stats()).toMatchObject({ duplicates: 0 });
});

test('a claim that became too old before its request could start is not sent', async () => {
  const clock = virtualClock();
  await using api = await quickSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }], clock });
  await using client = clientFor(api.url);
  const { ledger } = world;
  let claims = 0;
  const slow = new Proxy(ledger, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'claimAll') return value.bind(target) as unknown;
      return async (...args: Parameters<typeof ledger.claimAll>) => {
        const results = await ledger.claimAll(...args);
        if (results[0]?.kind === 'claimed' && ++claims === 1) clock.pass(5_001);
        return results;
      };
    },
  });
  expect(await world.deliver(client, { ledger: slow })).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 1, requests: 2 });
  expect(api.stats()).toMatchObject({ requests: 1 });
});

test('an API that always asks to slow down stops the run after a quarter of an hour, with everybody not sent', async () => {
  await using api = await quickSandbox({ faults: [{ kind: '429', share: 1 }], retryAfter: 'never' });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP420' } });
  expect(await world.totals()).toMatchObject({ not_sent: 40, in_doubt: 0 });
});
