import { expect, test } from 'vitest';
import { openMessageCenter } from '../../src/insider/message-center.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const push = {
  camp_id: 1204,
  camp_type: 'Single Push',
  created_at: '2026-11-23T10:00:05Z',
  deep_links: {},
  message: '30% off',
  title: 'Sale',
  variant_id: 0,
};
const from = Date.parse('2026-11-23T10:00:00.500Z');
const to = Date.parse('2026-11-23T10:01:00.500Z');
const never = new AbortController().signal;

async function ask(reply: string, identities: readonly string[] = ['uuid=ada']) {
  const heads: string[] = [];
  await using server = await startRawServer({
    onConnection: (socket) => socket.on('data', (data) => heads.push(data.toString())),
    onRequest: (socket) => socket.end(reply),
  });
  await using deliveryLog = openMessageCenter({
    endpoint: server.url,
    apiKey: 's3cret',
    userAgent: 'pushplan/0.1.0',
    env: {},
    clock: realClock,
  });
  const answer = await deliveryLog.ask({ identities, from, to }, never);
  return { answer, head: heads.join(''), body: JSON.parse(server.received[0] ?? 'null') as unknown };
}

test('a user is looked up with the names of that page, a time span in whole seconds, and the key in a header', async () => {
  const { head, body } = await ask(http(200, '[]'), [
    'email=ada@example.com',
    'phone_number=+447700900123',
    'uuid=ada',
    'custom.crm=17',
  ]);
  expect(head).toMatch(/^POST \/api\/message_center\/v1 /);
  expect(head).toContain('x-insider-api-key: s3cret\r\n');
  expect(body).toEqual({
    identifiers: { Email: 'ada@example.com', 'Phone Number': '+447700900123', UUID: 'ada', crm: '17' },
    start_date: Math.floor(from / 1000),
    end_date: Math.ceil(to / 1000),
    limit: 100,
  });
});

test('listed pushes are returned as seen', async () => {
  const { answer } = await ask(http(200, JSON.stringify([push])));
  const at = Date.parse(push.created_at);
  expect(answer).toEqual({ kind: 'seen', pushes: [{ evidence: '[1204,"Sale","30% off"]', at }] });
});

test.each([
  ['a wrong key', http(401, ''), 'http_401'],
  ['a bad payload', http(400, 'bad payload'), 'http_400'],
  ['too many requests', http(429, ''), 'http_429'],
  ['an outage', http(503, '<html>'), 'http_503'],
  ['an empty body', http(200, ''), 'answer_not_understood'],
  ['an object', http(200, '{}'), 'answer_not_understood'],
  ['a push without a time', http(200, JSON.stringify([{ ...push, created_at: 'now' }])), 'answer_not_understood'],
  ['a push without a campaign', http(200, JSON.stringify([{ ...push, camp_id: null }])), 'answer_not_understood'],
  ['a full page', http(200, JSON.stringify(Array.from({ length: 100 }, () => push))), 'too_many_pushes'],
])('%s is silence and does not prove that nothing was sent', async (_name, answer, error) => {
  expect((await ask(answer)).answer).toEqual({ kind: 'silent', error });
});

test('a missing answer is silence', async () => {
  const { answer } = await ask('');
  expect(answer).toMatchObject({ kind: 'silent' });
});
