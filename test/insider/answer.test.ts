import { expect, test } from 'vitest';
import type { Answer } from '../../src/delivery/sender.ts';
import { readAnswer, type Reply } from '../../src/insider/answer.ts';
import { payloadOf, payloadsTo, requestOf } from '../support/payloads.ts';

const two = payloadsTo(2);
const noon = Date.UTC(2026, 10, 23, 12);

function read(status: number, body: unknown, headers: Reply['headers'] = {}, async = false): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAnswer({ status, headers, text, at: noon }, requestOf(two, { async }));
}

function ruleOf(answer: Answer): string {
  return answer.kind === 'shut_out' ? answer.diagnostic.code : answer.kind;
}

test.each([
  [200, { kind: 'unclear', error: 'answer_not_understood' }],
  [400, { kind: 'foreign', code: 'http_400', excerpt: '' }],
  [403, { kind: 'shut_out' }],
  [500, { kind: 'unclear', error: 'http_500' }],
])('if the body is not UTF-8, only the status %i counts', (status, answer) => {
  expect(readAnswer({ status, headers: {}, text: null, at: noon }, requestOf(two))).toMatchObject(answer);
});

test('a 202 to an asynchronous request is accepted for everybody', () => {
  const taken = { message: 'Async request accepted' };
  expect(read(202, taken, {}, true)).toMatchObject({
    kind: 'settled',
    outcomes: [{ kind: 'accepted' }, { kind: 'accepted' }],
  });
  expect(read(202, taken)).toEqual({ kind: 'unclear', status: 202, error: 'http_202' });
});

test.each([
  ['nothing', ''],
  ['text that is not JSON', 'ok'],
  ['half of a JSON text', '{"successes":[],"errors":{'],
  ['the invalid sample of the page', '{"successes":[{"INSIDER.uuid":"u0",}],"errors":{}}'],
  ['an array', []],
  ['null', 'null'],
  ['a status page', { success: true }],
  ['nothing about errors, and not everybody named', { successes: [{ 'INSIDER.uuid': 'u0' }] }],
  ['errors that are null, and nobody named', { successes: [], errors: null }],
  ['no successes', { errors: {} }],
  ['successes that are not a list', { successes: {}, errors: {} }],
  ['successes that are not objects', { successes: ['u0'], errors: {} }],
  ['errors that are a list', { successes: [], errors: ['OptOut'] }],
  ['errors that are a text', { successes: [], errors: 'none' }],
])('a 200 with %s proves nothing', (_name, body) => {
  expect(read(200, body)).toEqual({ kind: 'unclear', status: 200, error: 'answer_not_understood' });
});

const everybody = [{ 'INSIDER.uuid': 'u0' }, { 'INSIDER.uuid': 'u1' }];

test.each([
  ['an empty list', { successes: everybody, errors: [] }],
  ['null', { successes: everybody, errors: null }],
  ['nothing', { successes: everybody }],
])('if everybody is named, errors that are %s mean no errors', (_name, body) => {
  expect(read(200, body)).toMatchObject({ kind: 'settled', outcomes: [{ kind: 'accepted' }, { kind: 'accepted' }] });
});

test('an empty list of errors proves nothing for people who are not named', () => {
  expect(read(200, { successes: everybody.slice(1), errors: [] })).toMatchObject({
    kind: 'settled',
    outcomes: [{ kind: 'in_doubt' }, { kind: 'accepted' }],
  });
});

test('a 200 that is not UTF-8 proves nothing', () => {
  expect(readAnswer({ status: 200, headers: {}, text: null, at: noon }, requestOf(two)).kind).toBe('unclear');
});

test.each([201, 204, 206, 402, 406, 408, 409, 418, 424, 500, 502, 503, 504, 520, 524, 599])(
  'after a status of %i notifications may have been sent',
  (status) => {
    expect(read(status, '<html>Bad gateway</html>')).toEqual({ kind: 'unclear', status, error: `http_${status}` });
  },
);

test.each([301, 302, 307, 308, 404, 405, 415])('a status of %i means that the endpoint is wrong', (status) => {
  expect(ruleOf(read(status, ''))).toBe('PP404');
});

test.each([
  ['invalid_payload', "Can't parse payload, check your keys and data types"],
  ['negative_integer', "camp_id' and/or 'channel_id' must be greater than zero"],
  ['empty_insider_identifiers', "'insider_identifiers' object need to have at least one identifier"],
  ['invalid_advanced_push_type', "'advanced_push_type' must be either Carousel or Slider"],
  ['blacklisted_deeplink', "deepLink can't contain 'aps' key"],
])('%s rejects the request with the code and a message of pushplan', (error, message) => {
  const answer = read(400, { error, message });
  expect(answer).toMatchObject({ kind: 'unacceptable', status: 400, code: error });
  expect(answer).not.toMatchObject({ message: '' });
});

test.each([
  [400, '<html><head><title>400</title></head><body>Bad Request</body></html>', 'http_400', '400 Bad Request'],
  [400, '', 'http_400', ''],
  [400, { error: 'maintenance' }, 'maintenance', '{"error":"maintenance"}'],
  [400, { error: 'Too many requests' }, 'http_400', '{"error":"Too many requests"}'],
  [400, { error: 'Row of ada@example.com is bad' }, 'http_400', '{"error":"Row of … is bad"}'],
  [400, { response: 'nope' }, 'http_400', '{"response":"nope"}'],
  [400, { message: 'invalid_payload' }, 'http_400', '{"message":"invalid_payload"}'],
  [400, 'invalid_payload', 'http_400', 'invalid_payload'],
  [400, '["invalid_payload"]', 'http_400', '["invalid_payload"]'],
  [400, '{"error":"ok","error":"invalid_payload"}', 'invalid_payload', '{"error":"ok","error":"invalid_payload"}'],
  [400, 'No Partner Found With Api Key.', 'http_400', 'No Partner Found With Api Key.'],
  [413, '', 'http_413', ''],
  [413, { error: 'invalid_payload' }, 'invalid_payload', '{"error":"invalid_payload"}'],
  [422, { message: 'no' }, 'http_422', '{"message":"no"}'],
  [422, { error: 'invalid_certificate' }, 'invalid_certificate', '{"error":"invalid_certificate"}'],
])("a %i with %j is not the API's own answer", (status, body, code, excerpt) => {
  expect(read(status, body)).toEqual({ kind: 'foreign', status, code, excerpt });
});

test('a code that quotes the request or the key is not shown', () => {
  const payloads = [payloadOf({ 'INSIDER.uuid': 'ada_lovelace' })];
  for (const error of ['ada_lovelace', 'k3y_of_the_account']) {
    const reply = { status: 400, headers: {}, at: 0, text: JSON.stringify({ error }) };
    expect(readAnswer(reply, { ...requestOf(payloads), apiKey: 'k3y_of_the_account' })).toMatchObject({
      kind: 'foreign',
      code: 'http_400',
      excerpt: expect.not.stringContaining(error),
    });
  }
});

test.each([
  ['PP401', 401, { error: 'bad_api_key', message: "'api_key' is either empty or wrong." }],
  ['PP401', 401, { error: 'Bad Api Key.' }],
  ['PP401', 401, 'Api key can not be empty.'],
  ['PP401', 401, ''],
  ['PP401', 403, { error: 'Invalid api key' }],
  ['PP401', 400, { response: 'No Partner Found With Api Key.' }],
  ['PP402', 403, { error: 'bad_ip', message: 'The IP the push payload is sent from is not whitelisted' }],
  ['PP402', 403, { success: false, message: 'Access Denied. You do not have sufficient access.' }],
  ['PP402', 403, '<html>Attention Required! | Cloudflare</html>'],
  ['PP403', 400, { error: 'invalid_certificate', message: 'You do not have a validated certificate.' }],
])('%s: a %i with %j shuts the run out', (rule, status, body) => {
  expect(ruleOf(read(status, body))).toBe(rule);
});

test('a refused IP address is reported with a hint to the allow-list', () => {
  expect(read(403, '')).toMatchObject({ diagnostic: { help: expect.stringContaining('127.0.0.1') } });
});

const date = 'Mon, 23 Nov 2026 10:00:00 GMT';

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '3600' }, 3_600_000],
  [{ 'retry-after': '3601' }, null],
  [{ 'retry-after': '36000' }, null],
  [{ 'retry-after': '12345678901' }, null],
  [{ 'retry-after': ['7', '9'] }, 7_000],
  [{ 'retry-after': '7.5' }, null],
  [{ 'retry-after': 'NaN' }, null],
  [{ 'retry-after': 'Mon, 23 Nov 2026 10:00:09 GMT', date }, 9_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT', date }, null],
  [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }, 9_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT', date: 'now' }, 9_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 11:59:59 GMT' }, null],
  [{ 'retry-after': 'Mon, 23 Nov 2026 13:00:00 GMT' }, 3_600_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 13:00:01 GMT' }, null],
  [{ 'retry-after': 'Mon, 42 Nov 2026 12:00:00 GMT' }, null],
  [{ 'retry-after': '-5', date }, null],
  [{ 'retry-after': '1e3', date }, null],
  [{ 'retry-after': 'soon', date }, null],
  [{ 'retry-after': '99999999999999999999' }, null],
  [{}, null],
])('a 429 with %j waits for %s ms', (headers, retryAfter) => {
  expect(read(429, { message: 'Too Many Requests', status: 429 }, headers)).toEqual({
    kind: 'throttled',
    status: 429,
    retryAfter,
  });
});

test('a 403 that asks to slow down is throttling, not a refusal', () => {
  const message = 'Too many attempts, please slow down the request. 30 Requests/minute is allowed.';
  expect(read(403, { error: { message }, status: 403 }, { 'retry-after': '3' })).toEqual({
    kind: 'throttled',
    status: 403,
    retryAfter: 3_000,
  });
});
