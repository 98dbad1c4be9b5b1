import { expect, test } from 'vitest';
import type { FaultKind } from '../../src/sandbox/fault-kinds.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, impatientClientFor, makeWorld } from '../support/delivery-world.ts';
import { strikeAt } from '../support/made-sender.ts';
import { payloadsTo } from '../support/payloads.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { everybody } from '../support/quick-sandbox.ts';

const quick = { limit: 1_000_000, latency: { sent: 1, none: 1, jitter: 0 }, shares: everybody };

function from(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

// A missing answer takes the longest to notice, so one case of it is enough.
test.each<[FaultKind, number, number]>([
  ['500', 1, 8],
  ['500', 2, 1],
  ['500', 40, 8],
  ['reset-after', 1, 8],
  ['reset-after', 40, 8],
  ['no-answer', 40, 8],
])(
  'an outage (%s) from request %i on, with a concurrency of %i, leaves few people in doubt and the rest not sent',
  async (kind, first, concurrency) => {
    const clock = virtualClock();
    await using api = await startSandbox(quick);
    await using down = await startSandbox({ ...quick, faults: [{ kind, share: 1 }] });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(3_000) }], clock });
    const struck = kind === 'no-answer' ? impatientClientFor(down.url) : clientFor(down.url);
    await using client = strikeAt((number) => number >= first, struck, clientFor(api.url));
    const end = await world.deliver(client, { concurrency });
    expect(end).toMatchObject({
      kind: 'stopped',
      why: expect.stringMatching(/^nothing got through to the API for 15 minutes; the last error was \w+: ./),
      diagnostic: { code: 'PP420', help: expect.stringContaining(`pushplan resume ${world.run.id} --env sandbox`) },
    });
    const { planned, accepted, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
    expect(accepted + inDoubt + notSent).toBe(planned);
    expect(inDoubt).toBeGreaterThan(0);
    expect(inDoubt).toBeLessThanOrEqual((3 + concurrency) * 20);
    expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped' });
    expect(world.events).toContainEqual({
      kind: 'waiting',
      reason: 'breaker',
      until: expect.any(Number),
      lastError: expect.objectContaining({ name: expect.any(String), remedy: expect.any(String) }),
    });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(15 * 60_000);
    expect(clock.monotonic()).toBeLessThan(17 * 60_000);
  },
);

test('an outage from the first request on leaves only a few single notifications in doubt', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', share: 1 }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(3_000) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'stopped' });
  // Three requests open the breaker; the others are probes after 0.5, 1.5, 3.5, 7.5 and 12.5 minutes.
  expect(await world.totals()).toMatchObject({ in_doubt: 8, not_sent: 2_992, requests: 8 });
});

test('an outage that ends is waited out; after it come one notification, then parallel requests again', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: from(10, 12) }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1_000) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  const sizes: number[] = [];
  const end = await world.deliver(client, {
    listen: (event) => {
      if (event.kind === 'sending') sizes.push(event.notifications);
    },
  });
  expect(end).toMatchObject({ kind: 'finished' });
  const { accepted, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
  expect({ settled: accepted + inDoubt, notSent }).toEqual({ settled: 1_000, notSent: 0 });
  expect(inDoubt).toBeLessThanOrEqual((3 + 8) * 20);
  expect(sizes.indexOf(1, 1)).toBeGreaterThan(9);
  expect(sizes.slice(-5, -1)).not.toContain(1);
  expect(api.stats()).toMatchObject({ duplicates: 0 });
});

test('a run that gave up can be resumed where it stopped', async () => {
  const clock = virtualClock();
  await using api = await startSandbox({ ...quick, faults: [{ kind: '503', requests: from(5, 20) }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(200) }], clock });
  await using client = clientFor(api.url);
  const ends: string[] = [];
  for (let run = 0; run < 5 && ends.at(-1) !== 'finished'; run++) {
    if (run > 0) await world.ledger.adoptRun(world.run.id, { host: 'test', pid: process.pid });
    ends.push((await world.deliver(client)).kind);
  }
  expect(ends.length).toBeGreaterThan(1);
  expect(ends.at(-1)).toBe('finished');
  expect(api.stats()).toMatchObject({ duplicates: 0 });
});
