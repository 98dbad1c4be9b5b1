// Any input gets an answer and never causes a crash, and the next request is served normally.
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post, RawConnection, sendPath } from '../support/sandbox-requests.ts';
import { tries } from '../support/property-tries.ts';

const sandbox = await startSandbox({ latency: noLatency, limit: 1e9, messageCenterLimit: 1e9 });
afterAll(() => sandbox.close());

const paths = [sendPath, '/api/v1/push/bulk', '/api/v1/notification/get_statistics', '/api/message_center/v1'];
const path = fc.constantFrom(...paths);

const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0, 1, '', 'carousel', null, true));

/** Rarely replaces a valid value by anything else. */
function spoiled(well: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: well }, { weight: 1, arbitrary: anything });
}

function spoiledRecord(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const values = Object.entries(fields).map(([name, well]): [string, fc.Arbitrary<unknown>] => [name, spoiled(well)]);
  return spoiled(fc.record(Object.fromEntries(values)));
}

const text = fc.string({ unit: 'binary' });
const positive = fc.integer({ min: 1 });
const link = fc.dictionary(text, text, { maxKeys: 3 });
const item = spoiledRecord({ id: fc.integer(), headline: text, description: text, image_url: text, deep_links: link });
const items = fc.array(item, { minLength: 1, maxLength: 7 });

const notification = spoiledRecord({
  identifiers: fc.oneof(fc.dictionary(text, text, { minKeys: 1 }), fc.record({ 'INSIDER.uuid': text })),
  camp_id: positive,
  camp_name: text,
  title: text,
  message: text,
  GFC_enabled: fc.boolean(),
  send_single_user: fc.boolean(),
  advanced_push_payload: spoiledRecord({
    advanced_push_type: fc.constantFrom('carousel', 'slider'),
    advanced_push_items: items,
  }),
  android: spoiledRecord({ channel_id: positive, deep_link: link }),
  ios: spoiledRecord({ 'content-available': fc.boolean(), deep_link: link }),
});

/** A body for any path, mostly valid. */
const nearlyWell = spoiledRecord({
  api_key: fc.constant('key'),
  notifications: fc.array(notification, { minLength: 1, maxLength: 3 }),
  report_attributes: fc.array(text, { maxLength: 5 }),
  async: fc.boolean(),
  identifiers: fc.dictionary(text, text),
  start_date: positive,
  end_date: positive,
  limit: fc.integer({ min: -5, max: 120 }),
  campaign_name: text,
  segment_name: text,
  title: text,
  content: text,
  advanced_push_items: items,
  preferred_type: fc.constantFrom('carousel', 'slider'),
});

/** Returns what is wrong with the answer. Empty if nothing is. */
async function faultsOfAnswer(body: unknown, path: string, type: string): Promise<string[]> {
  const headers = { 'content-type': type, 'x-insider-api-key': 'key' };
  const answer = await post(sandbox, body, path, headers);
  const checks: [string, boolean][] = [
    [`status ${answer.status}`, [200, 202, 400, 401].includes(answer.status)],
    ['no mark', answer.headers.get('x-pushplan-sandbox') === '1'],
    ['no body', answer.text !== ''],
  ];
  return checks.flatMap(([name, isWell]) => (isWell ? [] : [name]));
}

test('answers any JSON', async () => {
  const property = fc.asyncProperty(fc.oneof(nearlyWell, nearlyWell, fc.jsonValue()), path, async (body, path) => {
    expect(await faultsOfAnswer(JSON.stringify(body), path, 'application/json')).toEqual([]);
  });
  await fc.assert(property, { numRuns: tries(500) });
  expect(sandbox.stats().statuses).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number) });
});

test('answers any bytes with any content type', async () => {
  const type = fc.constantFrom('application/json', 'application/json; charset=latin1', 'text/html', 'x');
  const property = fc.asyncProperty(fc.uint8Array(), path, type, async (bytes, path, type) => {
    expect(await faultsOfAnswer(bytes, path, type)).toEqual([]);
  });
  await fc.assert(property, { numRuns: tries(200) });
  expect(sandbox.stats().statuses['400']).toBeGreaterThan(0);
});

test('answers bodies that are deep, large, or contain unusual text', async () => {
  const open = '['.repeat(100_000);
  expect(await faultsOfAnswer(open, sendPath, 'application/json')).toEqual([]);
  expect(await faultsOfAnswer(open + open.replaceAll('[', ']'), sendPath, 'application/json')).toEqual([]);
  const strange = aNotification('ada@example.com', { title: '\ud800 \u0000 \u202e', camp_id: Number.MAX_SAFE_INTEGER });
  expect(await post(sandbox, aBody([strange]))).toMatchObject({ status: 200 });
  expect(
    await post(sandbox, '{"api_key":"k","notifications":[{"identifiers":{"__proto__":"x"},"camp_id":1e400}]}'),
  ).toMatchObject({ status: 400, json: { error: 'invalid_payload' } });
  const tooLarge = await post(sandbox, ' '.repeat(5 * 1024 * 1024));
  expect(tooLarge).toMatchObject({ status: 413, json: { message: 'Request Entity Too Large' } });
});

test('answers bytes that are not HTTP, or closes the connection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async (bytes) => {
      using connection = new RawConnection(sandbox.port, bytes);
      connection.finish();
      await connection.ended;
      expect(connection.received).toMatch(/^$|^HTTP\/1.1 400 Bad Request\r\nx-pushplan-sandbox: 1\r\n/u);
    }),
    { numRuns: tries(100) },
  );
  expect(await post(sandbox, aBody())).toMatchObject({ status: 200 });
});

test('continues after a client that disconnects in the middle of its request', async () => {
  const before = sandbox.stats();
  const bytes = `POST ${sendPath} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{`;
  const connection = new RawConnection(sandbox.port, bytes);
  await expect.poll(() => sandbox.stats().requests).toBe(before.requests + 1);
  connection[Symbol.dispose]();
  await expect.poll(() => sandbox.stats().statuses['none']).toBe((before.statuses['none'] ?? 0) + 1);
  expect(sandbox.stats().deliveries).toBe(before.deliveries);
});
