// A run of many small campaigns in one process: the next campaign starts while the previous one waits for its answers.
import { expect, test } from 'vitest';
import { parseAbortIf } from '../../src/campaign/limit.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { startHoldingServer } from '../support/holding-server.ts';
import { payloadsTo } from '../support/payloads.ts';
import { http } from '../support/raw-server.ts';

test('with ten campaigns of one person each, as many requests are under way as allowed', async () => {
  await using server = await startHoldingServer(2);
  const campaigns = Array.from({ length: 10 }, () => ({ payloads: payloadsTo(1) }));
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(server.url);
  const delivered = world.deliver(client);
  await expect.poll(() => server.waiting.length).toBe(2);
  for (const { accept } of server.waiting.splice(0)) accept();
  await expect.poll(() => server.waiting.length).toBe(4);
  for (const { accept } of server.waiting.splice(0)) accept();
  await expect.poll(() => server.waiting.length).toBe(2);
  for (const { accept } of server.waiting.splice(0)) accept();
  expect(await delivered).toEqual({ kind: 'finished', findings: [] });
  expect(await world.totals()).toMatchObject({ planned: 10, accepted: 10, requests: 10 });
  const begun = world.events.flatMap((event) => (event.kind === 'sending' ? event.campaign : []));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('the run does not end before its first campaign has its answer', async () => {
  await using server = await startHoldingServer(2);
  const campaigns = [2, 1, 1].map((people) => ({ payloads: payloadsTo(people) }));
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(server.url);
  const delivered = world.deliver(client);
  await expect.poll(() => server.waiting.length).toBe(2);
  const [first, last] = server.waiting.splice(0);
  last?.accept();
  await expect.poll(() => world.totals()).toMatchObject({ accepted: 3 });
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'running' });
  first?.accept();
  expect(await delivered).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 4, in_doubt: 0 });
});

test('a campaign that stops the run also stops another campaign that waits for a slot', async () => {
  await using server = await startHoldingServer(2);
  const campaigns = [
    { payloads: payloadsTo(2) },
    { payloads: payloadsTo(1), abortIf: parseAbortIf({ refused: 0 }) },
    { payloads: payloadsTo(60) },
  ];
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(server.url);
  const delivered = world.deliver(client);
  await expect.poll(() => server.waiting.map(({ size }) => size)).toEqual([1, 20]);
  const [refused, others] = server.waiting.splice(0);
  refused?.answer(http(200, JSON.stringify({ successes: [], errors: { OptOut: [{ 'INSIDER.uuid': 'u0' }] } })));
  await expect.poll(() => world.events.some(({ kind }) => kind === 'stopping')).toBe(true);
  others?.accept();
  expect(await delivered).toMatchObject({ kind: 'stopped', diagnostic: { code: 'PP421' } });
  expect(await world.totals()).toMatchObject({ accepted: 22, refused: 1, not_sent: 40, in_doubt: 0 });
  expect(await world.ledger.run(world.run.id)).toMatchObject({
    state: 'stopped',
    why: expect.stringContaining('campaign-1'),
  });
});

test('two campaigns in parallel send exactly --max-sends notifications', async () => {
  await using server = await startHoldingServer(2);
  const campaigns = [2, 1, 20].map((people) => ({ payloads: payloadsTo(people) }));
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(server.url);
  const delivered = world.deliver(client, { maxSends: 4 });
  await expect.poll(() => server.waiting.map(({ size }) => size)).toEqual([1, 1]);
  const [throttled, other] = server.waiting.splice(0);
  other?.accept();
  throttled?.answer(http(429, '{}', { 'retry-after': '0' }));
  await expect.poll(() => server.waiting.map(({ size }) => size)).toEqual([1]);
  for (const { accept } of server.waiting.splice(0)) accept();
  expect(await delivered).toMatchObject({ kind: 'stopped', why: '--max-sends 4 is reached' });
  expect(await world.totals()).toMatchObject({ accepted: 4, not_sent: 19 });
});

test('a ledger that fails while other campaigns wait ends the delivery', async () => {
  await using server = await startHoldingServer(10);
  const campaigns = Array.from({ length: 5 }, () => ({ payloads: payloadsTo(1) }));
  await using world = await makeWorld({ campaigns });
  await using client = clientFor(server.url);
  const ledger = new Proxy(world.ledger, {
    get: (target, name) => {
      if (name === 'settle') return async () => Promise.reject(new Error('the disk is full'));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  await expect(world.deliver(client, { ledger })).rejects.toThrow('the disk is full');
  expect(server.received).toHaveLength(1);
});
