// The Message Center: which pushes a user got, as a client looks them up to settle doubt.
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const path = '/api/message_center/v1';
const noon = Date.parse('2026-03-01T12:00:00.500Z');
const second = noon / 1000 - 0.5;

function aClock() {
  const clock = { at: noon, now: () => clock.at, sleep: async () => undefined };
  return clock;
}

const ask = { identifiers: { Email: 'ada@example.com' }, start_date: second, end_date: second + 60, limit: 10 };

async function lookUp(sandbox: Sandbox, changes: Record<string, unknown> = {}, key = 'key') {
  return post(sandbox, { ...ask, ...changes }, path, { 'x-insider-api-key': key });
}

describe('refuses', () => {
  test.each([
    ['start after end', { start_date: second + 61 }, 400, 'bad payload'],
    ['no start', { start_date: undefined }, 400, 'bad payload'],
    ['a date as text', { end_date: '2026-03-01' }, 400, 'bad payload'],
    ['no identifiers', { identifiers: {} }, 400, 'bad payload'],
    ['limit 0', { limit: 0 }, 400, 'limit should be between 1 and 100.'],
    ['limit 101', { limit: 101 }, 400, 'limit should be between 1 and 100.'],
    ['no limit', { limit: undefined }, 400, 'limit should be between 1 and 100.'],
  ])('%s', async (_name, changes, status, text) => {
    await using sandbox = await startSandbox({ latency: noLatency });
    expect(await lookUp(sandbox, changes)).toMatchObject({ status, text });
  });

  test('a key that is missing, wrong, or in the body', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, apiKeys: ['key'] });
    expect(await lookUp(sandbox, {}, 'other')).toMatchObject({ status: 401 });
    expect(await post(sandbox, { ...ask, api_key: 'key' }, path)).toMatchObject({ status: 401 });
    expect(await lookUp(sandbox)).toMatchObject({ status: 200, text: '[]' });
  });
});

test('lists pushes within the dates, newest first, up to the limit', async () => {
  const clock = aClock();
  await using sandbox = await startSandbox({ latency: noLatency, clock, users: [{ email: 'ada@example.com' }] });
  const ios = { deep_link: { screen: 'sale' } };
  await post(sandbox, aBody([aNotification('ada@example.com', { image_url: 'https://img.example/a.png', ios })]));
  clock.at += 1000;
  await post(sandbox, aBody([aNotification('ada@example.com', { camp_id: 2, android: { deep_link: { a: 'b' } } })]));
  const first = {
    camp_id: 1,
    camp_type: 'Single Push',
    created_at: '2026-03-01T12:00:00Z',
    deep_links: {},
    image_url: 'https://img.example/a.png',
    message: 'Half price',
    title: 'Hello',
    variant_id: 0,
  };
  const { image_url: _none, ...plain } = first;
  const later = { ...plain, camp_id: 2, created_at: '2026-03-01T12:00:01Z', deep_links: { a: 'b' } };
  expect((await lookUp(sandbox)).json).toEqual([later, first]);
  expect((await lookUp(sandbox, { limit: 1 })).json).toEqual([later]);
  expect((await lookUp(sandbox, { end_date: second })).json).toEqual([first]);
  expect((await lookUp(sandbox, { start_date: second + 1 })).json).toEqual([later]);
});

test('finds a user by any identifier, with the names of this path', async () => {
  const users = [{ email: 'ada@example.com', phone_number: '+15550100', uuid: 'u1', custom: { crm: '17' } }];
  await using sandbox = await startSandbox({ latency: noLatency, clock: aClock(), users });
  await post(sandbox, aBody());
  const found = async (identifiers: Record<string, string>) => {
    const { json } = await lookUp(sandbox, { identifiers });
    return (json as unknown[]).length;
  };
  expect(await found({ Email: 'ada@example.com' })).toBe(1);
  expect(await found({ Email: 'ADA@example.com' })).toBe(0);
  expect(await found({ 'Phone Number': '+15550100' })).toBe(1);
  expect(await found({ UUID: 'u1' })).toBe(1);
  expect(await found({ crm: '17' })).toBe(1);
  expect(await found({ 'INSIDER.email': 'ada@example.com' })).toBe(0);
  expect(await found({ Email: 'bob@example.com' })).toBe(0);
});

test('shows a history for invented users too, without silent and refused pushes', async () => {
  const shares = { noUserFound: 0, optOut: 0, unregistered: 0 };
  await using sandbox = await startSandbox({ latency: noLatency, clock: aClock(), shares });
  const identifiers = { 'INSIDER.uuid': 'u9', 'INSIDER.email': 'eve@example.com' };
  const silent = aNotification('', { identifiers, camp_id: 3, ios: { 'content-available': true } });
  await post(sandbox, aBody([aNotification('', { identifiers }), silent]));
  await post(sandbox, aBody([aNotification('', { identifiers, camp_id: 0 })]));
  for (const asked of [{ UUID: 'u9' }, { Email: 'eve@example.com' }]) {
    expect((await lookUp(sandbox, { identifiers: asked })).json).toMatchObject([{ camp_id: 1 }]);
  }
});
