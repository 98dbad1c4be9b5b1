// Starting, querying and stopping a sandbox, and what it leaves on disk.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post, RawConnection, rawPost } from '../support/sandbox-requests.ts';

const users = [{ email: 'ada@example.com' }];

test('is available at once on a free port of this machine, and marks every answer', async () => {
  await using sandbox = await startSandbox();
  expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
  const response = await fetch(`${sandbox.url}/__stats`);
  expect(response.headers.get('x-pushplan-sandbox')).toBe('1');
  expect(await response.json()).toEqual(sandbox.stats());
  expect(sandbox.stats()).toEqual({
    requests: 0,
    statuses: {},
    faults: {},
    window: { now: 0, highest: 0, limit: 1000, ms: 60_000 },
    breaches: 0,
    deliveries: 0,
    duplicates: 0,
    duplicates_by_campaign: {},
  });
});

test('refuses a port that is in use, and does not crash', async () => {
  await using sandbox = await startSandbox();
  await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({
    exitCode: 3,
    message: `port ${sandbox.port} of 127.0.0.1 cannot be listened on: it is taken (EADDRINUSE)`,
  });
});

test('drops waiting clients when it closes, and can be closed twice', async () => {
  const sandbox = await startSandbox({ users, latency: { sent: 1e6, none: 1e6, jitter: 0 } });
  using waiting = new RawConnection(sandbox.port, rawPost(aBody()));
  await expect.poll(() => sandbox.stats().deliveries).toBe(1);
  await Promise.all([sandbox.close(), sandbox.close()]);
  await waiting.ended;
  expect(waiting.received).toBe('');
  await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
});

test('does not send what waits for its client to disconnect, if the sandbox closes first', async () => {
  const faults = [{ kind: 'send-after-timeout', share: 1 }] as const;
  const sandbox = await startSandbox({ users, latency: noLatency, faults });
  using waiting = new RawConnection(sandbox.port, rawPost(aBody()));
  await expect.poll(() => sandbox.stats().window.now).toBe(1);
  await sandbox.close();
  await waiting.ended;
  expect(sandbox.stats().deliveries).toBe(0);
});

test('logs every parsed notification before its answer leaves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-log-'));
  try {
    const log = join(folder, 'log.ndjson');
    const clock = { now: () => Date.parse('2026-03-01T12:00:00Z'), sleep: async () => undefined };
    const faults = [{ kind: 'no-answer', requests: [3] }] as const;
    const notification = aNotification('ada@example.com', { extra: 'kept' });
    const stranger = aNotification('who@example.com');
    {
      await using sandbox = await startSandbox({ users, latency: noLatency, log, clock, faults });
      await post(sandbox, aBody([notification, stranger]));
      await post(sandbox, aBody([aNotification('ada@example.com', { camp_id: 0 })]));
      using _unanswered = new RawConnection(sandbox.port, rawPost(aBody([notification])));
      await expect.poll(() => sandbox.stats().deliveries).toBe(2);
    }
    {
      await using again = await startSandbox({ users, latency: noLatency, log, clock });
      await post(again, aBody([notification]));
    }
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    const at = '2026-03-01T12:00:00.000Z';
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { at, request: 1, outcome: 'sent', notification },
      { at, request: 1, outcome: 'NoUserFound', notification: stranger },
      { at, request: 3, outcome: 'sent', notification },
      { at, request: 1, outcome: 'sent', notification },
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('refuses a log that cannot be opened', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-log-'));
  await rm(folder, { recursive: true });
  await expect(startSandbox({ log: join(folder, 'log') })).rejects.toMatchObject({ exitCode: 3 });
});

test('answers 500 for a defect of its own, and serves the next request', async () => {
  const clock = {
    isBroken: true,
    now: () => {
      if (clock.isBroken) throw new Error('no time');
      return 0;
    },
    sleep: async () => undefined,
  };
  await using sandbox = await startSandbox({ users, latency: noLatency, clock });
  expect(await post(sandbox, aBody())).toMatchObject({ status: 500 });
  clock.isBroken = false;
  expect(await post(sandbox, aBody())).toMatchObject({ status: 200 });
});
