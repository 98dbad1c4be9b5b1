import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settleDoubt } from '../../src/delivery/doubt/settle-doubt.ts';
import { openMessageCenter } from '../../src/insider/message-center.ts';
import type { FaultKind } from '../../src/sandbox/fault-kinds.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clientFor, makeWorld } from '../support/delivery-world.ts';
import { payloadsTo } from '../support/payloads.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { realClock } from '../support/real-clock.ts';
import { insider } from '../../src/insider/insider.ts';
import { everybody } from '../support/quick-sandbox.ts';

const quick = { limit: 1_000_000, latency: { sent: 1, none: 1, jitter: 0 } };

const storm: readonly FaultKind[] = [
  'reset-on-accept',
  'close-on-accept',
  'reset-in-upload',
  'reset-before',
  'close-before',
  '429',
  '500',
  '502-html',
  '204',
  '500-after-send',
  '504-after-send',
  'reset-after',
  'close-after',
  'cut-headers',
  'cut-body',
  'cut-chunked',
  'not-http',
  'junk-after',
  'empty-body',
  'malformed-body',
  'wrong-shape',
  'missing-notification',
  'unknown-reason',
  'unrelated-identity',
  'both-lists',
];

test.each([1, 2, 3])(
  'in a storm of faults (seed %i) nobody gets a notification twice, nobody is lost, and everybody accepted was sent to',
  async (seed) => {
    const folder = await mkdtemp(join(tmpdir(), 'pushplan-'));
    const log = join(folder, 'log.ndjson');
    await using api = await startSandbox({
      ...quick,
      shares: { noUserFound: 0.05, optOut: 0.05, unregistered: 0.05 },
      faults: storm.map((kind) => ({ kind, share: 0.02 })),
      seed,
      log,
    });
    await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(2_000) }], clock: virtualClock() });
    await using client = clientFor(api.url);
    expect(await world.deliver(client)).toMatchObject({ kind: 'finished' });
    const { planned, accepted, refused, rejected, in_doubt: inDoubt, not_sent: notSent } = await world.totals();
    expect({ planned, notSent, rejected }).toEqual({ planned: 2_000, notSent: 0, rejected: 0 });
    expect(accepted + refused + inDoubt).toBe(planned);
    expect(inDoubt).toBeGreaterThan(0);
    const { deliveries, duplicates } = api.stats();
    expect(duplicates).toBe(0);
    expect(deliveries).toBeGreaterThanOrEqual(accepted);
    expect(deliveries).toBeLessThanOrEqual(accepted + inDoubt);
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    expect(new Set(lines.map((line) => /"INSIDER\.uuid":"(u\d+)"/.exec(line)?.[1])).size).toBe(lines.length);
    await rm(folder, { recursive: true });
  },
);

test('doubt after a 500 is settled by the Message Center, with a control', async () => {
  const clock = virtualClock();
  await using api = await startSandbox({
    ...quick,
    shares: everybody,
    clock: { now: () => clock.now(), sleep: async () => undefined },
    faults: [
      { kind: '500', requests: [2, 5] },
      { kind: '500-after-send', requests: [3] },
    ],
  });
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(80) }], clock });
  await using client = clientFor(api.url);
  await world.deliver(client, {
    concurrency: 1,
    listen: (event) => {
      if (event.kind === 'settled') clock.pass(10_000);
    },
  });
  expect(await world.totals()).toMatchObject({ accepted: 21, in_doubt: 59 });
  const options = { endpoint: api.url, apiKey: 'test-key', userAgent: 'pushplan/test', env: {}, clock: realClock };
  await using deliveryLog = openMessageCenter(options);
  const { proposals, counts } = await settleDoubt({
    runs: [world.run.id],
    spool: world.ledger,
    vendor: insider,
    deliveryLog,
    clock,
    after: 60_000,
    requestsPerMinute: 5_000,
    signal: new AbortController().signal,
    listen: () => undefined,
  });
  expect(counts).toEqual({ accepted: 20, notSent: 19, unproven: 20, silent: 0, unasked: 0 });
  for (const as of ['accepted', 'not_sent'] as const) {
    const only = proposals.filter((proposal) => proposal.as === as);
    expect(await world.ledger.resolve(world.run.id, { as, who: 'test', reason: 'seen', only })).toBe(only.length);
  }
  expect(await world.totals()).toMatchObject({ planned: 80, accepted: 41, in_doubt: 20, not_sent: 19 });
});
