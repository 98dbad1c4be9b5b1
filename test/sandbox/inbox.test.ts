// The inbox: what arrived, faults that are set while it runs, and a page for this machine only that shows data as text.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { inboxPage } from '../../src/sandbox/inbox-page.ts';
import { inboxScript } from '../../src/sandbox/inbox-script.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const users = [{ email: 'ada@example.com' }, { email: 'ben@example.com', opted_out: true }];
const nasty = '<img src=x onerror=alert(1)>';

function sendTo(sandbox: Sandbox, ...emails: readonly string[]): ReturnType<typeof post> {
  const notifications = emails.map((email) => aNotification(email, { title: nasty }));
  return post(sandbox, aBody(notifications));
}

interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function ask(
  sandbox: Sandbox,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answered> {
  const asked = request(`${sandbox.url}${path}`, { method, headers });
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(pieces).toString() };
}

test('arrivals are listed with their outcomes, reset clears them, and faults can be changed at any time', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  await sendTo(sandbox, 'ada@example.com', 'ben@example.com');
  expect(sandbox.inbox()).toMatchObject([
    { number: 1, request: 1, outcome: 'sent', platform: 'android', silent: false, notification: { title: nasty } },
    { number: 2, request: 1, outcome: 'OptOut', platform: null },
  ]);
  sandbox.fault('503:1');
  expect((await sendTo(sandbox, 'ada@example.com')).status).toBe(503);
  sandbox.fault({ kind: '401', requests: [3] });
  expect((await sendTo(sandbox, 'ada@example.com')).status).toBe(401);
  sandbox.fault();
  expect((await sendTo(sandbox, 'ada@example.com')).status).toBe(200);
  expect(() => sandbox.fault('50:1')).toThrow('"50:1" is not a fault');
  sandbox.reset();
  expect(sandbox.inbox()).toEqual([]);
  expect(sandbox.stats()).toMatchObject({ requests: 0, deliveries: 0, duplicates: 0 });
  await sendTo(sandbox, 'ada@example.com');
  expect(sandbox.inbox()).toMatchObject([{ number: 1, request: 1 }]);
});

test('the last 1,000 arrivals are kept', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users, limit: 10_000 });
  for (let sent = 0; sent < 2_040; sent += 20)
    await sendTo(sandbox, ...Array.from({ length: 20 }, () => 'ada@example.com'));
  expect(sandbox.inbox()).toHaveLength(1_000);
  expect(sandbox.inbox().at(-1)).toMatchObject({ number: 2_040 });
});

describe('the inbox in a browser', () => {
  test('is a page that loads nothing, runs only its own script, and makes no markup from data', async () => {
    await using sandbox = await startSandbox();
    const { status, headers, text } = await ask(sandbox, '/');
    expect({ status, text: text === inboxPage }).toEqual({ status: 200, text: true });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/v,
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(text).not.toMatch(/https?:|\ssrc=|\shref=|\son\w+=|url\(/v);
    expect(inboxScript).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval|setAttribute\('(?!aria-)/v,
    );
    expect(() => new Script(inboxScript)).not.toThrow();
  });

  test('can be queried, and accepts orders', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, users });
    await sendTo(sandbox, 'ada@example.com', 'ben@example.com');
    const type = { 'content-type': 'application/json' };
    const look = async (query = ''): Promise<unknown> =>
      JSON.parse((await ask(sandbox, `/__inbox${query}`)).text) as unknown;
    expect(await look()).toMatchObject({ count: 2, arrivals: [{ number: 1 }, { number: 2 }], faults: [] });
    expect(await look('?after=1')).toMatchObject({ arrivals: [{ number: 2 }] });
    expect((await ask(sandbox, '/__faults', type, 'POST', '{"faults":["503:0.5","429@1,5"]}')).status).toBe(200);
    expect(await look()).toMatchObject({ faults: ['503:0.5', '429@1,5'] });
    for (const body of ['{"faults":["x:1"]}', '{"faults":1}', '[]', '{']) {
      expect((await ask(sandbox, '/__faults', type, 'POST', body)).status).toBe(400);
    }
    expect(await look()).toMatchObject({ faults: ['503:0.5', '429@1,5'] });
    expect((await ask(sandbox, '/__reset', type, 'POST', '{}')).status).toBe(200);
    expect(await look()).toMatchObject({ count: 0, arrivals: [] });
  });

  test('shows the Message Center of a person as the API answers, without its key', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, users, apiKeys: ['key'] });
    await post(sandbox, { ...aBody([aNotification('ada@example.com', { title: nasty })]), api_key: 'key' });
    const type = { 'content-type': 'application/json' };
    const look = async (body: unknown) => {
      const { status, text } = await ask(sandbox, '/__message_center', type, 'POST', JSON.stringify(body));
      return { status, json: JSON.parse(text) as unknown };
    };
    const asked = { start_date: 0, end_date: Math.floor(Date.now() / 1000) + 1, limit: 100 };
    const identifiers = { Email: 'ada@example.com' };
    const given = await look({ ...asked, identifiers });
    expect(given).toMatchObject({ status: 200, json: [{ title: nasty, camp_id: 1, camp_type: 'Single Push' }] });
    const byApi = await post(sandbox, { ...asked, identifiers }, '/api/message_center/v1', {
      'x-insider-api-key': 'key',
    });
    expect(JSON.parse(byApi.text)).toEqual(given.json);
    expect(await look({ ...asked, identifiers: { Email: 'ben@example.com' } })).toEqual({ status: 200, json: [] });
    expect(await look({ ...asked, identifiers: {} })).toEqual({ status: 400, json: { message: 'bad payload' } });
    expect(await look(undefined)).toMatchObject({ status: 400 });
  });

  test('refuses other host names and pages of other sites', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, users });
    await sendTo(sandbox, 'ada@example.com');
    const own = `127.0.0.1:${sandbox.port}`;
    for (const headers of [{ host: `evil.example:${sandbox.port}` }, { host: own, origin: 'https://evil.example' }]) {
      for (const [path, method] of [
        ['/', 'GET'],
        ['/__inbox', 'GET'],
        ['/__message_center', 'POST'],
        ['/__reset', 'POST'],
        ['/__faults', 'POST'],
      ] as const) {
        const { status, text } = await ask(sandbox, path, headers, method);
        expect({ path, status }).toEqual({ path, status: 403 });
        expect(text).not.toContain('ada@');
      }
    }
    expect(sandbox.inbox()).toHaveLength(1);
    expect((await ask(sandbox, '/', { host: own, origin: `http://${own}` })).status).toBe(200);
    expect((await ask(sandbox, '/', { host: `localhost:${sandbox.port}` })).status).toBe(200);
    expect((await ask(sandbox, '/', {}, 'POST')).status).toBe(404);
  });
});
