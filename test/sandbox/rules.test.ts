// Every rule and message of the vendor's page against a running sandbox.
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const sandbox = await startSandbox({ latency: noLatency, users: [{ email: 'ada@example.com' }], apiKeys: ['key'] });
afterAll(() => sandbox.close());

const invalidPayload = {
  error: 'invalid_payload',
  message: "Can't parse payload, check your keys and data types",
};
const empty = { error: 'invalid_notifications', message: "'notifications' is empty, add some notification objects" };
const tooMany = { error: 'invalid_notifications', message: "'notifications' can't have more than 20 objects" };
const noIdentifier = {
  error: 'empty_insider_identifiers',
  message: "'insider_identifiers' object need to have at least one identifier",
};
const blacklisted = { error: 'blacklisted_deeplink', message: "deepLink can't contain 'aps' key" };
const negative = { error: 'negative_integer', message: "camp_id' and/or 'channel_id' must be greater than zero" };
const badType = {
  error: 'invalid_advanced_push_type',
  message: "'advanced_push_type' must be either Carousel or Slider",
};
const badKey = {
  error: 'bad_api_key',
  message: "'api_key' is either empty or wrong. You can get your API key from Insider Dashboard",
};

function one(changes: Record<string, unknown>) {
  return aBody([aNotification('ada@example.com', changes)]);
}
const card = { id: 1, headline: 'Shirt', description: '29 EUR', image_url: 'https://img.example.com/1.jpg' };
function payload(advanced_push_type: unknown, advanced_push_items: unknown) {
  return one({ advanced_push_payload: { advanced_push_type, advanced_push_items } });
}
function advanced(type: unknown, item: Record<string, unknown> = {}) {
  return payload(type, [{ ...card, ...item }]);
}
function many(count: number) {
  return aBody(Array.from({ length: count }, () => aNotification()));
}

const aps = { aps: 'x' };

describe('a request is rejected with', () => {
  test.each([
    ['no JSON', '{', 400, invalidPayload],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, invalidPayload],
    ['a list for the root', [], 400, invalidPayload],
    ['null for the root', 'null', 400, invalidPayload],
    ['a number for api_key', aBody(undefined, { api_key: 1 }), 400, invalidPayload],
    ['an object for notifications', aBody({}), 400, invalidPayload],
    ['a string for a notification', aBody(['x']), 400, invalidPayload],
    ['a string for camp_id', one({ camp_id: '1' }), 400, invalidPayload],
    ['a fraction for camp_id', one({ camp_id: 1.5 }), 400, invalidPayload],
    ['a number for title', one({ title: 7 }), 400, invalidPayload],
    ['a list for identifiers', one({ identifiers: [] }), 400, invalidPayload],
    ['a number for an identifier', one({ identifiers: { 'INSIDER.uuid': 17 } }), 400, invalidPayload],
    ['a string for ttl', one({ ttl: '60' }), 400, invalidPayload],
    ['a string for check_optin', one({ check_optin: 'true' }), 400, invalidPayload],
    ['a string for ios.badge', one({ ios: { badge: '1' } }), 400, invalidPayload],
    ['a string for ios.thread-id', one({ ios: { 'thread-id': 'a' } }), 400, invalidPayload],
    ['a list for deep_link', one({ android: { deep_link: [] } }), 400, invalidPayload],
    ['an object for items', one({ advanced_push_payload: { advanced_push_items: {} } }), 400, invalidPayload],
    ['a string for an item id', advanced('carousel', { id: '1' }), 400, invalidPayload],
    ['a string for report_attributes', aBody(undefined, { report_attributes: 'a' }), 400, invalidPayload],
    ['a string for async', aBody(undefined, { async: 'yes' }), 400, invalidPayload],
    ['no camp_name', one({ camp_name: undefined }), 400, invalidPayload],
    ['no title', one({ title: undefined }), 400, invalidPayload],
    ['no message', one({ message: undefined }), 400, invalidPayload],
    ['a card without id', advanced('carousel', { id: undefined }), 400, invalidPayload],
    ['a card without headline', advanced('carousel', { headline: undefined }), 400, invalidPayload],
    ['a card without description', advanced('carousel', { description: undefined }), 400, invalidPayload],
    ['a card without image_url', advanced('carousel', { image_url: undefined }), 400, invalidPayload],
    ['null for a headline', advanced('carousel', { headline: null }), 400, invalidPayload],
    ['a second card that lacks all', payload('carousel', [card, {}]), 400, invalidPayload],
    ['no cards', payload('carousel', []), 400, invalidPayload],
    ['cards left out', payload('carousel', undefined), 400, invalidPayload],
    [
      '21 cards',
      payload(
        'carousel',
        Array.from({ length: 21 }, () => card),
      ),
      400,
      invalidPayload,
    ],
    ['a type in capitals before its cards', payload('Carousel', []), 400, badType],
    ['no api_key', aBody(undefined, { api_key: undefined }), 401, badKey],
    ['an empty api_key', aBody(undefined, { api_key: '' }), 401, badKey],
    ['a wrong api_key', aBody(undefined, { api_key: 'other' }), 401, badKey],
    ['a wrong api_key before no notifications', aBody([], { api_key: 'other' }), 401, badKey],
    ['no notifications', { api_key: 'key' }, 400, empty],
    ['an empty list of notifications', aBody([]), 400, empty],
    ['21 notifications', many(21), 400, tooMany],
    ['no identifiers', one({ identifiers: undefined }), 400, noIdentifier],
    ['empty identifiers', one({ identifiers: {} }), 400, noIdentifier],
    ['camp_id 0', one({ camp_id: 0 }), 400, negative],
    ['camp_id -1', one({ camp_id: -1 }), 400, negative],
    ['no camp_id', one({ camp_id: undefined }), 400, negative],
    ['channel_id 0', one({ android: { channel_id: 0 } }), 400, negative],
    ['aps in an Android link', one({ android: { deep_link: aps } }), 400, blacklisted],
    ['aps in an iOS link', one({ ios: { deep_link: aps } }), 400, blacklisted],
    ['aps in a top-level link', one({ deep_link: aps }), 400, blacklisted],
    ['aps in the link of an item', advanced('carousel', { deep_links: aps }), 400, blacklisted],
    ['an unknown type', advanced('grid'), 400, badType],
    ['a type in capitals', advanced('Carousel'), 400, badType],
    ['no type', advanced(undefined), 400, badType],
    ['the first of two faults', one({ identifiers: {}, camp_id: 0 }), 400, noIdentifier],
    ['a fault in the second notification', aBody([aNotification(), aNotification('b', { camp_id: 0 })]), 400, negative],
  ])('%s', async (_name, body, status, expected) => {
    const before = sandbox.stats().deliveries;
    const answer = await post(sandbox, body);
    expect({ status: answer.status, json: answer.json }).toEqual({ status, json: expected });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(sandbox.stats().deliveries).toBe(before);
  });

  test('a content type other than JSON', async () => {
    const answer = await post(sandbox, aBody(), undefined, { 'content-type': 'text/plain' });
    expect(answer).toMatchObject({ status: 400, json: invalidPayload });
  });

  test('an account without a certificate', async () => {
    await using bare = await startSandbox({ latency: noLatency, certificate: false });
    expect(await post(bare, aBody())).toMatchObject({
      status: 400,
      json: {
        error: 'invalid_certificate',
        message: "You do not have a validated certificate. Please check Certificate section under Insider's Settings.",
      },
    });
  });

  test('an IP address that is not on the list, before any other check', async () => {
    await using closed = await startSandbox({ latency: noLatency, denyIp: true });
    expect(await post(closed, '{')).toMatchObject({ status: 403, json: { error: 'bad_ip' } });
    expect(await post(closed, {}, '/api/v1/push/bulk')).toMatchObject({ status: 403, json: { response: 'Bad IP' } });
    expect(await post(closed, {}, '/api/message_center/v1')).toMatchObject({ status: 403 });
  });
});

describe('a request is accepted with', () => {
  test.each([
    ['20 notifications', many(20)],
    ['unknown keys at every level', one({ extra: 1, ios: { deliver_silently: true }, android: { 'thread-id': 'x' } })],
    ['an empty title', one({ title: '' })],
    ['one card: no least number is given for this path', advanced('carousel')],
    [
      '20 cards',
      payload(
        'carousel',
        Array.from({ length: 20 }, () => card),
      ),
    ],
    ['a custom identifier', one({ identifiers: { 'INSIDER.custom': { crm: '1' } } })],
    ['a charset behind the content type', aBody()],
  ])('%s', async (_name, body) => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await post(sandbox, body, undefined, headers)).toMatchObject({ status: 200 });
  });
});

test('rules that the page leaves open can be switched', async () => {
  const assumptions = { requireTexts: false, requireCards: false, anyCaseOfType: true, unprefixedIdentifiers: true };
  await using lenient = await startSandbox({ latency: noLatency, users: [{ email: 'ada@example.com' }], assumptions });
  expect(await post(lenient, one({ title: undefined }))).toMatchObject({ status: 200 });
  expect(await post(lenient, advanced('Carousel'))).toMatchObject({ status: 200 });
  expect(await post(lenient, payload('carousel', [{}]))).toMatchObject({ status: 200 });
  const unprefixed = one({ identifiers: { email: 'ada@example.com' } });
  expect((await post(lenient, unprefixed)).json).toEqual({
    successes: [{ 'INSIDER.email': 'ada@example.com' }],
    errors: {},
  });
  expect(await post(sandbox, unprefixed)).toMatchObject({
    json: { errors: { NoUserFound: [{ email: 'ada@example.com' }] } },
  });
});

test('other paths and methods are refused', async () => {
  expect(await post(sandbox, aBody(), '/api/v2/notification/users')).toMatchObject({ status: 404 });
  const get = await fetch(`${sandbox.url}/api/v2/notification/user`);
  expect([get.status, get.headers.get('allow'), get.headers.get('x-pushplan-sandbox')]).toEqual([405, 'POST', '1']);
  expect(await post(sandbox, {}, '/__stats')).toMatchObject({ status: 405 });
});
