// The limit, which counts the requests of a key in a sliding window and reports by how much it was exceeded.
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

function aClock() {
  const clock = {
    at: Date.parse('2026-03-01T12:00:00Z'),
    slept: [] as number[],
    now: () => clock.at,
    sleep: async (ms: number) => {
      clock.slept.push(ms);
    },
  };
  return clock;
}

const basics = { latency: noLatency, retryAfter: 'always' } as const;

test('the window slides, and does not start again each minute', async () => {
  const clock = aClock();
  await using sandbox = await startSandbox({ ...basics, clock, limit: 2 });
  const statusAfter = async (ms: number) => {
    clock.at += ms;
    return (await post(sandbox, aBody())).status;
  };
  expect(await statusAfter(0)).toBe(200);
  expect(await statusAfter(59_000)).toBe(200);
  expect(await statusAfter(999)).toBe(429);
  expect(await statusAfter(1)).toBe(200);
  expect(await statusAfter(58_998)).toBe(429);
  expect(await statusAfter(1)).toBe(429);
  expect(await statusAfter(1)).toBe(200);
  expect(sandbox.stats()).toMatchObject({
    requests: 7,
    statuses: { 200: 4, 429: 3 },
    window: { now: 5, highest: 5, limit: 2, ms: 60_000 },
    breaches: 3,
  });
  clock.at += 60_000;
  expect(sandbox.stats().window).toMatchObject({ now: 0, highest: 5 });
});

test('the answer tells when the window has room again, in whole seconds', async () => {
  const clock = aClock();
  await using sandbox = await startSandbox({ ...basics, clock, limit: 1, windowMs: 10_000 });
  await post(sandbox, aBody());
  clock.at += 2500;
  const answer = await post(sandbox, aBody());
  expect(answer).toMatchObject({ status: 429, json: { message: 'Too Many Requests', status: 429 } });
  expect(answer.headers.get('retry-after')).toBe('8');
  expect(sandbox.stats().deliveries).toBe(1);
});

async function countRetryAfter(retryAfter: 'always' | 'sometimes' | 'never'): Promise<number> {
  await using sandbox = await startSandbox({ ...basics, retryAfter, limit: 0 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => post(sandbox, aBody())));
  return answers.filter(({ headers }) => headers.has('retry-after')).length;
}

test('Retry-After is present always, sometimes or never', async () => {
  expect(await countRetryAfter('always')).toBe(40);
  expect(await countRetryAfter('never')).toBe(0);
  const sometimes = await countRetryAfter('sometimes');
  expect(sometimes).toBeGreaterThan(0);
  expect(sometimes).toBeLessThan(40);
});

test('each key and each path has its own limit, and so have plain bodies if the sandbox is set up like that', async () => {
  await using sandbox = await startSandbox({ ...basics, limit: 1, plainLimit: 2, messageCenterLimit: 1 });
  const card = { id: 1, headline: 'Shirt', description: '29 EUR', image_url: 'https://img.example.com/1.jpg' };
  const carousel = aNotification('ada@example.com', {
    advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: [card] },
  });
  const statuses = [];
  for (const body of [aBody(), aBody(), aBody(), aBody([carousel]), aBody([carousel]), aBody([], { api_key: 'b' })]) {
    statuses.push((await post(sandbox, body)).status);
  }
  expect(statuses).toEqual([200, 200, 429, 200, 429, 400]);
  const bulk = { api_key: 'key', campaign_name: 'n', segment_name: 's', title: 't', content: 'c' };
  for (const [path, body, status] of [
    ['/api/v1/push/bulk', bulk, 429],
    ['/api/message_center/v1', {}, 429],
    ['/api/v1/notification/get_statistics', { api_key: 'key' }, 200],
  ] as const) {
    await post(sandbox, body, path, { 'x-insider-api-key': 'key' });
    expect((await post(sandbox, body, path, { 'x-insider-api-key': 'key' })).status).toBe(status);
  }
  expect(sandbox.stats()).toMatchObject({ requests: 6, breaches: 2 });
});

test('the limit can be reported in the way of another host', async () => {
  await using sandbox = await startSandbox({ ...basics, limit: 0, assumptions: { throttleWith: 403 } });
  expect(await post(sandbox, aBody())).toMatchObject({
    status: 403,
    json: { error: { message: 'Too many attempts, please slow down the request. 30 Requests/minute is allowed.' } },
  });
});

test('exceeding the limit takes precedence over any fault', async () => {
  await using sandbox = await startSandbox({ ...basics, limit: 0, faults: [{ kind: 'reset-after', share: 1 }] });
  expect(await post(sandbox, aBody())).toMatchObject({ status: 429 });
});

test('answers take the recorded time, plus or minus the jitter', async () => {
  const clock = aClock();
  const users = [{ email: 'ada@example.com' }];
  await using sandbox = await startSandbox({ clock, users, latency: { sent: 185, none: 15, jitter: 5 } });
  await post(sandbox, aBody());
  await post(sandbox, aBody([aNotification('who@example.com')]));
  await post(sandbox, aBody([]));
  const [sent = 0, unknown = 0, rejected = 0] = clock.slept;
  expect(Math.abs(sent - 185)).toBeLessThanOrEqual(5);
  expect(Math.abs(unknown - 15)).toBeLessThanOrEqual(5);
  expect(Math.abs(rejected - 15)).toBeLessThanOrEqual(5);
});
