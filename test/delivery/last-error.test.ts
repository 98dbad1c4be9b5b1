// A run ends at once if nothing can ever succeed. If a later try may succeed, all waits name the error.
import { expect, test } from 'vitest';
import type { ExplainedError } from '../../src/delivery/stopping/explain-error.ts';
import type { RunEvent } from '../../src/delivery/run-event.ts';
import { describeSilence } from '../../src/delivery/doubt/settle-in-run.ts';
import { openClient } from '../../src/insider/client.ts';
import { openMessageCenter } from '../../src/insider/message-center.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { startFaultServer, type FaultServer } from '../support/fault-server.ts';
import { freePort } from '../support/free-port.ts';
import { payloadsTo } from '../support/payloads.ts';
import { realClock } from '../support/real-clock.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { insider } from '../../src/insider/insider.ts';

function optionsFor({ endpoint, env }: Pick<FaultServer, 'endpoint' | 'env'>) {
  return { endpoint, apiKey: 'k', userAgent: 'x', env, clock: realClock };
}

function errorsWaitedWith(events: readonly RunEvent[]): readonly (ExplainedError | undefined)[] {
  return events.flatMap((event) =>
    event.kind === 'waiting' && (event.reason === 'retry' || event.reason === 'breaker') ? [event.lastError] : [],
  );
}

test('an unknown certificate authority ends the run after one request, with nobody sent to; with another certificate it can be resumed', async () => {
  await using server = await startFaultServer('tls', true);
  const fault = { at: 'handshake', certificate: 'of_another_authority' } as const;
  server.arm({ fault, target: 'u0', isLasting: false, delivers: () => [] });
  const clock = virtualClock();
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(100) }], clock });
  await using client = openClient(optionsFor(server));
  expect(await world.deliver(client)).toMatchObject({
    kind: 'shut_out',
    diagnostic: { code: 'PP426', help: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  });
  expect(clock.monotonic()).toBeLessThan(1_000);
  expect(await world.totals()).toMatchObject({ planned: 100, not_sent: 100, requests: 1 });
  expect(await world.ledger.run(world.run.id)).toMatchObject({
    state: 'stopped',
    why: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  });
  expect(await world.ledger.lastError(world.run.id)).toMatchObject({
    error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    status: null,
  });

  await world.ledger.adoptRun(world.run.id, { host: 'test', pid: process.pid });
  expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
  expect(await world.totals()).toMatchObject({ accepted: 100, not_sent: 0 });
  expect(new Set(server.delivered).size).toBe(server.delivered.length);
});

test('while nothing succeeds, every wait names the last error, and so does the end', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(40) }], clock: virtualClock() });
  await using client = clientFor(`http://127.0.0.1:${await freePort()}`);
  const end = await world.deliver(client, { random: () => 1 });
  const words = 'the last error was ECONNREFUSED: the connection is refused';
  expect(end).toMatchObject({
    kind: 'stopped',
    why: `nothing got through to the API for 15 minutes; ${words}`,
    diagnostic: {
      code: 'PP420',
      message: expect.stringContaining(`${words}.`),
      help: expect.stringMatching(/^Check the environment's endpoint.*pushplan resume run_.* --env sandbox/),
    },
  });
  expect(await world.ledger.run(world.run.id)).toMatchObject({ why: expect.stringContaining(words) });
  const waited = errorsWaitedWith(world.events);
  expect(waited.length).toBeGreaterThan(3);
  for (const error of waited) expect(error).toMatchObject({ name: 'ECONNREFUSED' });
});

test('a stop during trouble names the trouble, and a stop after it does not', async () => {
  const quick = {
    limit: 60_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  };
  for (const [requests, why] of [
    [[2, 3, 4, 5], /^enough; the last error was http_503: the API answers with 503$/],
    [[1], /^enough$/],
  ] as const) {
    await using api = await startSandbox({ ...quick, faults: [{ kind: '503', requests: [...requests] }] });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(400) }], clock: virtualClock() });
    await using client = clientFor(api.url);
    const stop = new AbortController();
    const listen = (event: RunEvent): void => {
      const isTrouble = event.kind === 'waiting' && event.reason === 'breaker';
      if (requests.length === 1 ? event.kind === 'settled' && event.outcomes.length > 5 : isTrouble)
        stop.abort('enough');
    };
    const end = await world.deliver(client, { concurrency: 1, signal: stop.signal, listen });
    expect(end).toMatchObject({ kind: 'stopped', why: expect.stringMatching(why), diagnostic: { code: 'PP408' } });
  }
});

test('a Message Center with an untrusted certificate is reported once, with help', async () => {
  await using server = await startFaultServer('tls', true);
  const fault = { at: 'handshake', certificate: 'expired' } as const;
  server.arm({ fault, target: 'u0', isLasting: true, delivers: () => [] });
  await using deliveryLog = openMessageCenter(optionsFor(server));
  const answer = await deliveryLog.ask({ identities: ['uuid=u0'], from: 0, to: 1 }, new AbortController().signal);
  expect(answer).toEqual({ kind: 'silent', error: 'CERT_HAS_EXPIRED' });
  expect(describeSilence(insider, ['CERT_HAS_EXPIRED'])).toEqual([
    expect.objectContaining({
      code: 'PP406',
      message: 'the Message Center could not be asked about everybody: CERT_HAS_EXPIRED',
      help: expect.stringMatching(/CERT_HAS_EXPIRED: its certificate has expired\. .*clock/),
    }),
  ]);
  expect(describeSilence(insider, ['http_500'])[0]?.help).not.toContain('http_500');
});
