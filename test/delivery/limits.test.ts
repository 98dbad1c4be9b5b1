import { expect, test } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { payloadsTo } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { everybody } from '../support/quick-sandbox.ts';

const quick = { limit: 1_000_000, latency: { sent: 1, none: 1, jitter: 0 } };
const hour = 3_600_000;

/** A clock whose long sleeps end when `ring` is called. */
function clockWithAlarm(clock: Clock): Clock & { readonly ring: () => void } {
  const alarm = Promise.withResolvers<void>();
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    sleep: async (milliseconds, signal) =>
      milliseconds > hour / 2 ? alarm.promise : clock.sleep(milliseconds, signal),
    ring: () => alarm.resolve(),
  };
}

test('after the deadline there are no new claims, and requests under way are settled', async () => {
  const clock = clockWithAlarm(realClock);
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }] });
  await using server = await startRawServer({
    onRequest: (socket, number) => {
      if (number === 2) clock.ring();
      const successes = payloadsTo(number === 1 ? 1 : 19).map(() => ({ 'INSIDER.uuid': null }));
      setImmediate(() => socket.write(http(200, JSON.stringify({ successes, errors: {} }))));
    },
  });
  await using client = clientFor(server.url);
  const deadline = { at: clock.monotonic() + hour, why: 'it is 21:00 (--until)' };
  const end = await world.deliver(client, { clock, deadline });
  expect(end).toMatchObject({ kind: 'stopped', why: deadline.why, diagnostic: { code: 'PP408' } });
  expect(await world.totals()).toMatchObject({ accepted: 20, in_doubt: 0, not_sent: 80 });
  expect(server.received).toHaveLength(2);
});

test('a process that slept past its deadline sends nothing more', async () => {
  const time = virtualClock();
  const clock = clockWithAlarm(time);
  await using api = await startSandbox({ ...quick, shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }], clock });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, {
    deadline: { at: clock.monotonic() + hour, why: 'the hour is over' },
    listen: (event) => {
      if (event.kind === 'settled') time.pass(2 * hour);
    },
  });
  expect(end).toMatchObject({ kind: 'stopped', why: 'the hour is over' });
  expect(api.stats().requests).toBe(1);
});

test('nothing is sent if the deadline has passed when the run starts', async () => {
  await using api = await startSandbox({ ...quick, shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(10) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  expect(await world.deliver(client, { deadline: { at: -1, why: 'too late' } })).toMatchObject({ kind: 'stopped' });
  expect(api.stats().requests).toBe(0);
});

test('a deadline that is not reached stops nothing, and is not waited for', async () => {
  const clock = clockWithAlarm(realClock);
  await using api = await startSandbox({ ...quick, shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(10) }] });
  await using client = clientFor(api.url);
  const deadline = { at: clock.monotonic() + hour, why: 'never' };
  expect(await world.deliver(client, { clock, deadline })).toMatchObject({ kind: 'finished' });
});

test('abort_if stops a run with too many refusals, with one message, and the run can be resumed', async () => {
  await using api = await startSandbox({ ...quick, shares: { ...everybody, optOut: 0.6 } });
  await using world = await makeWorld({
    campaigns: [
      { payloads: payloadsTo(2_000), abortIf: [{ of: 'OptOut', limit: { kind: 'share', share: 0.5 } }] },
      { payloads: payloadsTo(100) },
    ],
  });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { concurrency: 1 });
  expect(end).toMatchObject({
    kind: 'stopped',
    findings: [],
    diagnostic: {
      code: 'PP421',
      file: 'campaign-0.campaign.yaml',
      message: expect.stringMatching(
        /^Run run_\w+ stopped: \d+ of the first 200 of campaign campaign-0 were refused \(OptOut\), and abort_if\.OptOut is 50%\.$/,
      ),
      help: expect.stringContaining(`pushplan resume ${world.run.id}`),
    },
  });
  expect(await world.totals()).toMatchObject({ planned: 2_100, not_sent: 1_900 });
  await world.ledger.adoptRun(world.run.id, { host: 'test', pid: process.pid });
  await world.deliver(client, { concurrency: 1 });
  expect(await world.totals()).toMatchObject({ not_sent: 1_700 });
});

test('abort_if with a number counts at once, and its message names the source of the limit if it is not the policy', async () => {
  await using api = await startSandbox({ ...quick, shares: { ...everybody, unregistered: 1 } });
  const abortIf = [{ of: 'refused', limit: { kind: 'count' as const, count: 5 }, by: 'the saved plan' }];
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100), abortIf }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, { concurrency: 1 });
  expect(end).toMatchObject({
    why: '20 of the first 20 of campaign campaign-0 were refused, and abort_if.refused is 5, which comes from the saved plan',
  });
  expect(await world.totals()).toMatchObject({ refused: 20, not_sent: 80 });
});

test('a burst of 429 halves the pace once, and blocks the key for everybody', async () => {
  const clock = virtualClock();
  const requests = [20, 21, 22, 23, 24];
  await using api = await startSandbox({
    ...quick,
    shares: everybody,
    faults: [{ kind: '429', requests }],
    retryAfter: 'never',
  });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2_000) }], clock });
  await using client = clientFor(api.url);
  const blocks: unknown[] = [];
  const { ledger } = world;
  const watched = new Proxy(ledger, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        if (name === 'block') blocks.push(args);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  expect(await world.deliver(client, { ledger: watched })).toMatchObject({ kind: 'finished' });
  expect(blocks[0]).toEqual([5_000, { halve: true }]);
  expect(blocks.length).toBeLessThan(requests.length);
  expect(await world.totals()).toMatchObject({ accepted: 2_000, in_doubt: 0 });
  expect(api.stats()).toMatchObject({ duplicates: 0 });
});
