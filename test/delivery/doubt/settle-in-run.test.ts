// Doubt that is settled during a run, with the real ledger, the real client, the sandbox and its Message Center, on virtual time.
import { expect, test } from 'vitest';
import type { Delivered, Delivery } from '../../../src/delivery/delivery.ts';
import { settleInRun } from '../../../src/delivery/doubt/settle-in-run.ts';
import { openMessageCenter } from '../../../src/insider/message-center.ts';
import type { InjectedFault } from '../../../src/sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import type { Diagnostic } from '../../../src/diagnostic.ts';
import { clientFor, makeWorld, type World } from '../../support/delivery-world.ts';
import { payloadsTo } from '../../support/payloads.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { virtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { realClock } from '../../support/real-clock.ts';
import { insider } from '../../../src/insider/insider.ts';

interface Scene extends AsyncDisposable {
  readonly world: World;
  readonly api: Sandbox;
  readonly clock: VirtualClock;
}

/** Prepares ten requests of 20. Each takes a second of virtual time. */
async function stage(faults: readonly InjectedFault[]): Promise<Scene> {
  const clock = virtualClock();
  const api = await startSandbox({
    limit: 60_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    clock: { now: () => clock.now(), sleep: async () => undefined },
    faults,
  });
  const world = await makeWorld({ campaigns: [{ payloads: payloadsTo(200) }], clock });
  return {
    world,
    api,
    clock,
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      await api.close();
    },
  };
}

interface Played {
  readonly end: Delivered;
  readonly findings: readonly Diagnostic[];
}

async function play({ world, api, clock }: Scene, changed: Partial<Delivery> = {}, asked = api.url): Promise<Played> {
  const { ledger, events } = world;
  await using client = clientFor(api.url);
  await using deliveryLog = openMessageCenter({
    endpoint: asked,
    apiKey: 'test-key',
    userAgent: 'test',
    env: {},
    clock: realClock,
  });
  const listen: Delivery['listen'] = (event) => {
    events.push(event);
    if (event.kind === 'settled') clock.pass(1_000);
  };
  const terms = { vendor: insider, deliveryLog, after: 60_000, requestsPerMinute: 5_000 };
  const end = await world.deliver(client, {
    concurrency: 1,
    listen,
    settleDoubts: (doubtful) => settleInRun({ ...doubtful, ledger, spool: ledger, terms, clock, listen }),
    ...changed,
  });
  return { end, findings: end.findings };
}

test('after a 500, a person it shows is accepted, and one who is proved unsent is sent to in the same run', async () => {
  const faults = [
    { kind: '500', requests: [5] },
    { kind: '500-after-send', requests: [7] },
  ] as const;
  await using scene = await stage(faults);
  const { end } = await play(scene);
  expect(end.kind).toBe('finished');
  expect(await scene.world.totals()).toMatchObject({ planned: 200, accepted: 200, in_doubt: 0, not_sent: 0 });
  expect(scene.api.stats()).toMatchObject({ deliveries: 200, duplicates: 0 });
  const told = scene.world.events.filter(({ kind }) => kind === 'waiting' || kind === 'resolved');
  expect(told).toContainEqual(expect.objectContaining({ kind: 'waiting', reason: 'delivery_log' }));
  expect(told.filter(({ kind }) => kind === 'resolved')).toMatchObject([{ accepted: 20, notSent: 20 }]);
});

test('a 500 at the very end stays in doubt, since there is no later send that could prove anything', async () => {
  // The first request has one notification, the second nineteen, and nine have twenty each.
  await using scene = await stage([{ kind: '500', requests: [11] }]);
  const { end } = await play(scene);
  expect(end.kind).toBe('finished');
  expect(await scene.world.totals()).toMatchObject({ planned: 200, accepted: 180, in_doubt: 20, not_sent: 0 });
  expect(scene.api.stats()).toMatchObject({ deliveries: 180, duplicates: 0 });
});

test('after a missing answer, a person it shows is accepted, and the others stay in doubt, whatever it shows of others', async () => {
  const faults = [
    { kind: 'reset-after', requests: [5] },
    { kind: 'reset-before', requests: [7] },
  ] as const;
  await using scene = await stage(faults);
  await play(scene);
  expect(await scene.world.totals()).toMatchObject({ planned: 200, accepted: 180, in_doubt: 20, not_sent: 0 });
  expect(scene.api.stats()).toMatchObject({ deliveries: 180, duplicates: 0 });
});

test('people who are sent to again and fail again are looked up again, and nobody gets a notification twice', async () => {
  const faults = [
    { kind: '500', requests: [5] },
    { kind: '500-after-send', requests: [12] },
  ] as const;
  await using scene = await stage(faults);
  await play(scene);
  expect(await scene.world.totals()).toMatchObject({ planned: 200, accepted: 200, in_doubt: 0 });
  expect(scene.api.stats()).toMatchObject({ deliveries: 200, duplicates: 0 });
});

test('a soft stop ends the waiting at once, and everybody in doubt stays in doubt', async () => {
  await using scene = await stage([{ kind: '500-after-send', requests: [5] }]);
  const stop = new AbortController();
  const { world, clock } = scene;
  const clockThatStops = {
    ...clock,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      if (milliseconds > 10_000 && signal !== undefined) stop.abort('interrupted by SIGINT');
      return clock.sleep(milliseconds, signal);
    },
  };
  const begun = clock.monotonic();
  await play({ ...scene, clock: clockThatStops }, { signal: stop.signal });
  expect(stop.signal.aborted).toBe(true);
  expect(clock.monotonic() - begun).toBeLessThan(60_000);
  expect(await world.totals()).toMatchObject({ planned: 200, accepted: 180, in_doubt: 20 });
});

const answers = {
  'a key that it does not know (401)': 'HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n',
  'a request that it does not understand (400)': 'HTTP/1.1 400 Bad Request\r\ncontent-length: 11\r\n\r\nbad payload',
  garbage: 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a": [1,',
  'JSON of an unknown shape': 'HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n[{"camp_id":""}]',
  nothing: '',
};

test.each(Object.entries(answers))(
  'if the Message Center answers with %s, everybody stays in doubt, which is reported once',
  async (_, answer) => {
    await using scene = await stage([
      { kind: '500', requests: [5] },
      { kind: '500-after-send', requests: [7] },
    ]);
    await using server = await startRawServer({
      onRequest: (socket) => {
        if (answer === '') socket.destroy();
        else socket.end(answer.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
      },
    });
    const { end, findings } = await play(scene, {}, server.url);
    expect(end.kind).toBe('finished');
    expect(findings).toMatchObject([{ severity: 'warning', code: 'PP406' }]);
    expect(await scene.world.totals()).toMatchObject({ planned: 200, accepted: 160, in_doubt: 40, not_sent: 0 });
    // It is given up after a few queries, and not asked about all forty.
    expect(server.received.length).toBeLessThan(20);
  },
);
