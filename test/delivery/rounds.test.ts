import { expect, test } from 'vitest';
import type { SettleDoubts } from '../../src/delivery/close-run.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld, type World } from '../support/delivery-world.ts';
import { payloadsTo } from '../support/payloads.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const quick = {
  limit: 1_000_000,
  latency: { sent: 1, none: 1, jitter: 0 },
  shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
};

/** Settles everything in doubt as not sent. */
function settleAll(world: World, calls: number[]): SettleDoubts {
  return async () => {
    const settled = await world.ledger.resolve(world.run.id, { as: 'not_sent', who: 'test', reason: 'known' });
    calls.push(settled);
    return { notSent: settled, findings: [] };
  };
}

test('after everything is sent, doubt is settled, and people who were not sent to are sent to in the same run', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: [2] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }, { payloads: payloadsTo(5) }] });
  await using client = clientFor(api.url);
  const calls: number[] = [];
  const settleDoubts = settleAll(world, calls);
  expect(await world.deliver(client, { settleDoubts, concurrency: 1 })).toMatchObject({ kind: 'finished' });
  // If nobody is in doubt, it is not called.
  expect(calls).toEqual([19]);
  expect(await world.totals()).toMatchObject({ planned: 65, accepted: 65, in_doubt: 0 });
  expect(api.stats()).toMatchObject({ deliveries: 65, requests: 6 });
});

test('a person who is sent to again counts once for --max-sends', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: [2] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(20) }] });
  await using client = clientFor(api.url);
  const settleDoubts = settleAll(world, []);
  expect(await world.deliver(client, { settleDoubts, maxSends: 20 })).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 20, in_doubt: 0 });
});

test('doubt that returns each time stays after three rounds', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: [2, 3, 4, 5, 6, 7] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2) }], clock: virtualClock() });
  await using client = clientFor(api.url);
  const calls: number[] = [];
  expect(await world.deliver(client, { settleDoubts: settleAll(world, calls) })).toMatchObject({ kind: 'finished' });
  expect(calls).toEqual([1, 1, 1]);
  expect(await world.totals()).toMatchObject({ accepted: 1, in_doubt: 1, requests: 5 });
});

test('a run ends without waiting for an open breaker if nothing is left to send', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: [2, 3, 4] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 1, in_doubt: 59 });
  expect(world.events).not.toContainEqual({ kind: 'waiting', reason: 'breaker', until: expect.any(Number) });
});

test('a stopped run does not settle doubt', async () => {
  await using api = await startSandbox({ ...quick, faults: [{ kind: '500', requests: [1] }] });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using client = clientFor(api.url);
  const calls: number[] = [];
  await world.deliver(client, { settleDoubts: settleAll(world, calls), maxSends: 1 });
  expect(calls).toEqual([]);
});
