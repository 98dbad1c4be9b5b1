// Every fault of the catalogue from the side of the client.
import { expect, test } from 'vitest';
import { faultKinds, type FaultKind } from '../../src/sandbox/fault-kinds.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Stats } from '../../src/sandbox/stats.ts';
import { aBody, aNotification, noLatency, post, RawConnection, rawPost } from '../support/sandbox-requests.ts';

const users = ['ada@example.com', 'bob@example.com'].map((email) => ({ email }));
const body = aBody(users.map(({ email }) => aNotification(email)));

/** The answer to this body without a fault. */
const whole = '{"successes":[{"INSIDER.email":"ada@example.com"},{"INSIDER.email":"bob@example.com"}],"errors":{}}';
const half = whole.slice(0, Math.floor(whole.length / 2));
const bobAlone = '{"successes":[{"INSIDER.email":"bob@example.com"}],"errors":{}}';

interface Seen {
  readonly head: string;
  readonly body: string;
  readonly end: 'open' | 'closed' | 'reset';
}

/** Matches a complete answer with this status, this body, and headers that contain `words`. */
function answered(status: number, text: string | RegExp, words = ''): unknown {
  return {
    head: expect.stringMatching(new RegExp(`^HTTP/1.1 ${status} [^]*${words}[^]*x-pushplan-sandbox: 1`, 'iu')),
    body: typeof text === 'string' ? text : expect.stringMatching(text),
    end: 'closed',
  };
}

/** Matches an answer that refuses the first of the two people. */
function refusing(reason: string): unknown {
  return answered(200, bobAlone.replace('{}', `{"${reason}":[{"INSIDER.email":"ada@example.com"}]}`));
}

function silent(end: Seen['end'] | RegExp): unknown {
  return { head: '', body: '', end: typeof end === 'string' ? end : expect.stringMatching(end) };
}

const sees: Record<FaultKind, unknown> = {
  'reset-on-accept': silent('reset'),
  // It is a reset if the client has already written something.
  'close-on-accept': silent(/^(?:closed|reset)$/u),
  'reset-in-upload': silent('reset'),
  'stop-reading': silent('open'),
  'reset-before': silent('reset'),
  'close-before': silent('closed'),
  '302': answered(302, '{}', 'location: /elsewhere\r\n'),
  '400-payload': answered(400, /"error":"invalid_payload"/u),
  '400-empty': answered(400, /"message":"'notifications' is empty, add some notification objects"/u),
  '400-many': answered(400, /"message":"'notifications' can't have more than 20 objects"/u),
  '400-identifiers': answered(400, /"error":"empty_insider_identifiers"/u),
  '400-deeplink': answered(400, /"error":"blacklisted_deeplink"/u),
  '400-integer': answered(400, /"error":"negative_integer"/u),
  '400-type': answered(400, /"error":"invalid_advanced_push_type"/u),
  '400-unknown': answered(400, /"error":"invalid_moon_phase"/u),
  '401': answered(401, /"error":"bad_api_key"/u),
  '403': answered(403, /"Access Denied. You do not have sufficient access to perform this action."/u),
  '403-throttle': answered(403, /"Too many attempts, please slow down the request/u),
  '404': answered(404, '{"message":"Not Found"}'),
  '405': answered(405, '{"message":"Method Not Allowed"}', 'allow: POST\r\n'),
  '408': answered(408, '{"message":"Request Timeout"}'),
  '413': answered(413, '{"message":"Request Entity Too Large"}'),
  '415': answered(415, '{"message":"Unsupported Media Type"}'),
  '422': answered(422, '{"message":"Unprocessable Entity"}'),
  'invalid-certificate': answered(400, /"error":"invalid_certificate"/u),
  '429': answered(429, '{"message":"Too Many Requests","status":429}', 'retry-after: 1\r\n'),
  '429-date': answered(429, /Too Many Requests/u, 'retry-after: \\w{3}, \\d\\d [^\r]* GMT\r\n'),
  '429-garbage': answered(429, /Too Many Requests/u, 'retry-after: a while\r\n'),
  '429-negative': answered(429, /Too Many Requests/u, 'retry-after: -5\r\n'),
  '429-long': answered(429, /Too Many Requests/u, 'retry-after: 36000\r\n'),
  '500': answered(500, /unknown error/u),
  '502-html': answered(502, /^<!DOCTYPE html>/u, 'text/html'),
  '503': answered(503, /Service Unavailable/u),
  '204': answered(204, ''),
  '500-after-send': answered(500, /unknown error/u),
  '504-after-send': answered(504, /^<!DOCTYPE html>/u, 'text/html'),
  '520-html': answered(520, /^<!DOCTYPE html>/u, 'text/html'),
  'reset-after': silent('reset'),
  'close-after': silent('closed'),
  'no-answer': silent('open'),
  'send-after-timeout': silent('open'),
  'cut-headers': { head: expect.stringMatching(/^HTTP\/1.1 200 OK\r\n.{1,13}$/u), body: '', end: 'closed' },
  'cut-body': { head: expect.stringContaining(`content-length: ${whole.length}`), body: half, end: 'closed' },
  'cut-chunked': answered(200, `${(whole.length + 1).toString(16)}\r\n${half}`),
  'stall-body': { head: expect.stringContaining(`content-length: ${whole.length}`), body: half, end: 'open' },
  'not-http': { head: expect.stringMatching(/^this is not/u), body: '', end: 'closed' },
  'bad-header': { head: expect.stringContaining('\r\nbad header\u0000: yes'), body: '', end: 'closed' },
  'huge-headers': {
    head: expect.stringMatching(/^HTTP\/1.1 200 [^]*x-filler: x{65536}\r\n/u),
    body: whole,
    end: 'closed',
  },
  'many-1xx': {
    head: 'HTTP/1.1 103 Early Hints',
    body: expect.stringMatching(/^(?:HTTP\/1.1 103 Early Hints\r\n\r\n){99}HTTP\/1.1 200 OK\r\n[^]*"errors":\{\}\}$/u),
    end: 'closed',
  },
  'bad-encoding': answered(200, whole),
  'junk-after': answered(200, `${whole}\u0000junk\u0000`),
  'empty-body': answered(200, ''),
  'malformed-body': answered(200, whole.slice(0, -2)),
  'wrong-shape': answered(200, '{"successes":{},"errors":[]}'),
  'huge-body': answered(200, ' '.repeat(9 * 1024 * 1024) + whole),
  'missing-notification': answered(200, bobAlone),
  'unknown-reason': refusing('DeviceOnTheMoon'),
  NoUserFound: refusing('NoUserFound'),
  OptOut: refusing('OptOut'),
  Unregistered: refusing('Unregistered'),
  UserGloballyCapped: refusing('UserGloballyCapped'),
  UserGloballyCappedForInapp: refusing('UserGloballyCappedForInapp'),
  InvalidCertificate: refusing('InvalidCertificate'),
  InvalidRegistration: refusing('InvalidRegistration'),
  NotRegistered: refusing('NotRegistered'),
  MismatchSenderId: refusing('MismatchSenderId'),
  BadDeviceToken: refusing('BadDeviceToken'),
  DeviceTokenNotForTopic: refusing('DeviceTokenNotForTopic'),
  'unrelated-identity': answered(200, whole.replace('[', '[{"INSIDER.email":"stranger-email@example.invalid"},')),
  'both-lists': answered(200, whole.replace('{}', '{"InvalidCertificate":[{"INSIDER.email":"ada@example.com"}]}')),
};

function see(connection: RawConnection): Seen {
  const [head = '', ...rest] = connection.received.split('\r\n\r\n');
  return { head, body: rest.join('\r\n\r\n'), end: connection.end };
}

/** Faults that leave the connection open, and how to tell that each has happened. */
const played: Partial<Record<FaultKind, (stats: Stats, connection: RawConnection) => boolean>> = {
  'stop-reading': (stats) => stats.statuses['none'] === 1,
  'no-answer': (stats) => stats.statuses['none'] === 1,
  'send-after-timeout': (stats) => stats.window.now === 1,
  'stall-body': (_stats, connection) => connection.received.endsWith(half),
};

test.each(faultKinds)('$kind: $says', async ({ kind, sent, how }) => {
  const faults = [{ kind, requests: [1] }];
  await using sandbox = await startSandbox({ users, latency: noLatency, retryAfter: 'always', faults });
  using connection = new RawConnection(sandbox.port, rawPost(body));
  const isPlayed = played[kind];
  await (isPlayed === undefined
    ? connection.ended
    : expect.poll(() => isPlayed(sandbox.stats(), connection)).toBe(true));
  expect(see(connection)).toEqual(sees[kind]);
  const pushes = how === 'refusal' ? 1 : 2;
  const waitsForClient = kind === 'send-after-timeout';
  expect(sandbox.stats().deliveries).toBe(sent && !waitsForClient ? pushes : 0);
  connection[Symbol.dispose]();
  await expect.poll(() => sandbox.stats().deliveries).toBe(sent ? pushes : 0);
  expect(sandbox.stats().faults).toEqual({ [kind]: 1 });
  expect(await post(sandbox, body)).toMatchObject({ status: 200, text: whole });
});

test('a fault of a successful body does not change other answers', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, faults: [{ kind: 'empty-body', share: 1 }] });
  expect(await post(sandbox, aBody([]))).toMatchObject({ status: 400, json: { error: 'invalid_notifications' } });
});

test('without requested attributes, the unrelated person has a device token', async () => {
  await using sandbox = await startSandbox({
    users,
    latency: noLatency,
    faults: [{ kind: 'unrelated-identity', share: 1 }],
  });
  const answer = await post(sandbox, aBody([aNotification('nobody@example.com')], { report_attributes: [] }));
  expect(answer.json).toMatchObject({ successes: [{ 'INSIDER.device_token': expect.stringContaining('stranger') }] });
});
