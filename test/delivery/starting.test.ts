import { expect, test } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { acceptAll, gatheringSender, madeSender } from '../support/made-sender.ts';
import { payloadsTo, payloadsOf } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { everybody } from '../support/quick-sandbox.ts';

/** The number of milliseconds after which a wait is reported. */
const noticeable = 250;

/** Sleeps of `noticeable` or longer end only when they are aborted, so that no wait is reported, however slow the machine is. */
const clockThatNeverTells: Clock = {
  ...realClock,
  sleep: (milliseconds, signal) =>
    milliseconds < noticeable
      ? realClock.sleep(milliseconds, signal)
      : new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
};

/** Answers through `client`, and records the size of each request and how many were under way. */
function countingSender(client: Sender): Sender & { readonly seen: { underWay: number; size: number }[] } {
  const seen: { underWay: number; size: number }[] = [];
  let underWay = 0;
  return {
    seen,
    send: async (request, signal) => {
      underWay++;
      seen.push({ underWay, size: request.notifications.length });
      const answer = await client.send(request, signal);
      underWay--;
      return answer;
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

/** Accepts everything in the same turn. */
function instantSender(note: (payloads: readonly string[]) => void = () => undefined): Sender {
  return madeSender(async (request) => {
    note(payloadsOf(request));
    return acceptAll(request);
  });
}

test('a run starts with one notification, then sends 1, 2, 4 and 8 requests in parallel', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1_000) }], requestsPerMinute: 60_000 });
  const client = gatheringSender(1_000, 8);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(client.seen.slice(0, 3)).toEqual([
    { underWay: 1, size: 1 },
    { underWay: 1, size: 19 },
    { underWay: 1, size: 20 },
  ]);
  const most = client.seen.map((_, at) => Math.max(...client.seen.slice(0, at + 1).map(({ underWay }) => underWay)));
  // Before a width is reached, all requests of the previous width have been answered.
  expect(most.indexOf(2)).toBe(3);
  expect(most.indexOf(4)).toBeGreaterThanOrEqual(6);
  expect(most.indexOf(8)).toBeGreaterThanOrEqual(12);
  expect(most.at(-1)).toBe(8);
});

test('that all others wait for the first request is reported if it takes long', async () => {
  await using api = await startSandbox({
    limit: 1_000_000,
    latency: { sent: 400, none: 400, jitter: 0 },
    shares: everybody,
  });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  await using client = clientFor(api.url);
  await world.deliver(client);
  const [, ...words] = world.events.filter(({ kind }) => kind !== 'settled' && kind !== 'ended');
  expect(words).toMatchObject([{ kind: 'sending' }, { kind: 'waiting', reason: 'canary' }, { kind: 'going_on' }]);
});

test('no wait is reported if the answer comes at once', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(21) }], clock: clockThatNeverTells });
  await world.deliver(instantSender());
  expect(world.events.filter((event) => event.kind === 'waiting' && event.reason === 'canary')).toEqual([]);
});

test('only the first campaign of a run starts with one notification', async () => {
  await using api = await startSandbox({
    limit: 1_000_000,
    latency: { sent: 1, none: 1, jitter: 0 },
    shares: everybody,
  });
  const campaigns = [{ payloads: payloadsTo(30) }, { payloads: payloadsTo(30) }];
  await using world = await makeWorld({ campaigns });
  await using client = countingSender(clientFor(api.url));
  await world.deliver(client, { concurrency: 1 });
  expect(client.seen.map(({ size }) => size)).toEqual([1, 19, 10, 20, 10]);
});

test('there is no wait before the first campaign, nor between two', async () => {
  const clock = virtualClock();
  await using world = await makeWorld({
    campaigns: [{ payloads: payloadsTo(30) }, { payloads: payloadsTo(30) }],
    clock,
  });
  expect(await world.deliver(instantSender())).toMatchObject({ kind: 'finished' });
  // The time for which it waits for jobs of others.
  expect(clock.slept).not.toContain(500);
});

test('claims that can be made together are one commit, and so are outcomes of the same turn', async () => {
  const clock = virtualClock();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1_000) }], clock });
  const commits: { claims: number[]; settlements: number[] } = { claims: [], settlements: [] };
  const { ledger } = world;
  const counted = new Proxy(ledger, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly [readonly unknown[]]) => {
        if (name === 'claimAll') commits.claims.push(args[0].length);
        if (name === 'settle') commits.settlements.push(args[0].length);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  expect(await world.deliver(instantSender(), { ledger: counted })).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 1_000, requests: 51 });
  expect(Math.max(...commits.claims)).toBeGreaterThan(1);
  expect(commits.settlements.reduce((sum, count) => sum + count, 0)).toBe(51);
});

test('notifications that cannot be claimed yet come first at the next try, in their order', async () => {
  const asked: string[] = [];
  await using world = await makeWorld({
    campaigns: [{ payloads: payloadsTo(400) }],
    requestsPerMinute: 600,
    clock: virtualClock(),
  });
  await world.deliver(instantSender((payloads) => asked.push(...payloads)));
  expect(asked).toEqual(payloadsTo(400));
});
