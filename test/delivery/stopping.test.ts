import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { Sender } from '../../src/delivery/sender.ts';
import { readChunk } from '../../src/ledger/chunks/chunk-text.ts';
import { openClient } from '../../src/insider/client.ts';
import { controlSqlite } from '../../src/ledger/sqlite/read-sqlite.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld, type World } from '../support/delivery-world.ts';
import { payloadsTo } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { everybody } from '../support/quick-sandbox.ts';

test('a soft stop makes no new claims, and requests under way are settled', async () => {
  const stop = new AbortController();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }] });
  await using server = await startRawServer({
    onRequest: (socket) => {
      stop.abort('SIGINT');
      const successes = [{ 'INSIDER.uuid': null }];
      setImmediate(() => socket.write(http(200, JSON.stringify({ successes, errors: {} }))));
    },
  });
  await using client = clientFor(server.url);
  const end = await world.deliver(client, { signal: stop.signal, concurrency: 2 });
  expect(end).toMatchObject({ kind: 'stopped', why: 'SIGINT' });
  const { accepted, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
  expect({ accepted, inDoubt, notSent }).toEqual({ accepted: 1, inDoubt: 0, notSent: 99 });
  expect(server.received).toHaveLength(1);
  expect(world.events).toContainEqual({ kind: 'stopping', why: 'SIGINT' });
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped', why: 'SIGINT' });
});

test('requests without an answer six seconds after a soft stop are in doubt', async () => {
  const stop = new AbortController();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using server = await startRawServer({ onRequest: () => stop.abort() });
  await using client = clientFor(server.url);
  const drained: number[] = [];
  // The six seconds pass at once. Nothing else sleeps here.
  const clock = { ...realClock, sleep: async (milliseconds: number) => void drained.push(milliseconds) };
  const end = await world.deliver(client, { signal: stop.signal, concurrency: 1, clock });
  expect(end).toMatchObject({ kind: 'stopped', why: 'interrupted' });
  expect(drained).toContain(6_000);
  expect(await world.totals()).toMatchObject({ in_doubt: 1, not_sent: 39 });
});

test.each([
  ['interrupted by SIGTERM', 'interrupted by SIGTERM'],
  [undefined, 'interrupted'],
])('a stop before anything was sent, for the reason %j, leaves everything for a resume', async (reason, why) => {
  const stop = new AbortController();
  stop.abort(reason);
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using server = await startRawServer({});
  await using client = clientFor(server.url);
  expect(await world.deliver(client, { signal: stop.signal })).toMatchObject({ kind: 'stopped', why });
  expect(world.events.map(({ kind }) => kind)).toEqual(['started', 'stopping', 'ended']);
  expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'stopped', why });
  expect(await world.totals()).toMatchObject({ requests: 0, not_sent: 40 });
});

test('a hard stop ends at once, with requests under way in doubt and on record', async () => {
  const abort = new AbortController();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using server = await startRawServer({ onRequest: () => abort.abort() });
  // Waits minutes for an answer: the test can end only if the answer is not awaited.
  const patient = { endpoint: server.url, apiKey: 'test-key', userAgent: 'pushplan/test', env: {}, clock: realClock };
  await using client = openClient(patient);
  expect(await world.deliver(client, { abort: abort.signal, concurrency: 1 })).toMatchObject({ kind: 'stopped' });
  expect(await world.totals()).toMatchObject({ in_doubt: 1, not_sent: 39 });
});

test('people who are settled when a run stops are removed from the spool', async () => {
  await using api = await startSandbox({ shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }] });
  await using client = clientFor(api.url);
  await world.deliver(client, { maxSends: 60 });
  expect(rowsInSpool(world)).toEqual(Array.from({ length: 40 }, (_, at) => at + 61));
});

/** The rows in its only chunk. */
function rowsInSpool({ path }: World): readonly number[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const chunk = database.prepare('SELECT notifications FROM chunk').get()?.['notifications'];
  database.close();
  return chunk instanceof Uint8Array ? readChunk(chunk).map(({ row }) => row) : [];
}

test('a run that is stopped before it starts sends nothing', async () => {
  await using api = await startSandbox();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }] });
  await using client = clientFor(api.url);
  expect(await world.deliver(client, { signal: AbortSignal.abort() })).toMatchObject({ kind: 'stopped' });
  expect(world.events.map(({ kind }) => kind)).toEqual(['started', 'stopping', 'ended']);
  expect(api.stats().requests).toBe(0);
});

test('a stop after the last request has no effect', async () => {
  const stop = new AbortController();
  await using api = await startSandbox({ shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
  await using client = clientFor(api.url);
  const end = await world.deliver(client, {
    signal: stop.signal,
    listen: (event) => {
      if (event.kind === 'settled') stop.abort();
    },
  });
  expect(end).toMatchObject({ kind: 'finished' });
});

test.each(['paused', 'stopped'] as const)(
  'a run that was %s elsewhere sends nothing more, reports by whom, and keeps its state',
  async (state) => {
    await using api = await startSandbox({ shares: everybody, latency: { sent: 1, none: 1, jitter: 0 } });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }] });
    await using client = clientFor(api.url);
    const why = `${state} by alice@laptop`;
    const end = await world.deliver(haltingAtFirst(client, world, state), { concurrency: 1 });
    expect(end).toMatchObject({
      kind: 'stopped',
      why,
      diagnostic: { code: 'PP336', message: `Run ${world.run.id} was ${why}.` },
    });
    expect(api.stats().requests).toBe(1);
    expect(await world.ledger.run(world.run.id)).toMatchObject({ state, why });
    expect(rowsInSpool(world)).toHaveLength(99);
  },
);

test.each(['paused', 'stopped'] as const)(
  'a run that is %s elsewhere during its last request is finished all the same',
  async (state) => {
    await using api = await startSandbox({ shares: everybody, latency: { sent: 1, none: 1, jitter: 0 } });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(1) }] });
    await using client = clientFor(api.url);
    const end = await world.deliver(haltingAtFirst(client, world, state));
    expect(end).toMatchObject({ kind: 'finished' });
    expect(await world.ledger.run(world.run.id)).toMatchObject({ state: 'finished', why: null });
  },
);

/** Halts the run from outside before the answer to the first request is read. */
function haltingAtFirst(client: Sender, { path, run }: World, to: 'paused' | 'stopped'): Sender {
  let isFirst = true;
  return {
    ...client,
    send: async (...args) => {
      const answer = await client.send(...args);
      if (isFirst) {
        isFirst = false;
        await using control = await controlSqlite({
          path,
          environment: 'sandbox',
          endpoint: 'sandbox',
          clock: realClock,
          requestsPerMinute: 1_000,
          requestTimeout: 120_000,
        });
        await control?.halt({ runs: [run.id], to, who: 'alice@laptop' });
      }
      return answer;
    },
  };
}

const refuseAll: Ledger['claimAll'] = async (claims) => claims.map(() => ({ kind: 'fenced', state: 'running' }));

test('a run that another process took over sends nothing more', async () => {
  await using api = await startSandbox({ shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  await using client = clientFor(api.url);
  const { ledger } = world;
  const end = await world.deliver(client, {
    ledger: new Proxy(ledger, {
      get: (target, name) => {
        const value: unknown = name === 'claimAll' ? refuseAll : Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  });
  expect(end).toMatchObject({ kind: 'stopped', why: 'another process took it over' });
  expect(api.stats().requests).toBe(0);
});

test.each([
  ['running', 'another process took it over'],
  ['superseded', 'it was set to superseded elsewhere'],
  // By somebody whom the ledger cannot name.
  ['paused', 'paused by a command'],
] as const)('a run that is %s according to its claims sends nothing more', async (state, why) => {
  await using api = await startSandbox({ shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  await using client = clientFor(api.url);
  const { ledger } = world;
  const fenceAll: Ledger['claimAll'] = async (claims) => claims.map(() => ({ kind: 'fenced', state }));
  const end = await world.deliver(client, {
    ledger: new Proxy(ledger, {
      get: (target, name) => {
        const value: unknown = name === 'claimAll' ? fenceAll : Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  });
  expect(end).toMatchObject({ kind: 'stopped', why });
  expect(api.stats().requests).toBe(0);
});

test('if the report cannot be written, the outcome is on record, nothing more is sent, and the error is thrown', async () => {
  await using api = await startSandbox({ shares: everybody });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(60) }] });
  await using client = clientFor(api.url);
  const report = (): Promise<void> => Promise.reject(new Error(`disk full at ${world.run.id}`));
  await expect(world.deliver(client, { report, concurrency: 1 })).rejects.toThrow('disk full');
  expect(await world.totals()).toMatchObject({ accepted: 1, not_sent: 59 });
  expect(world.events.at(-1)).toEqual({ kind: 'ended' });
});
