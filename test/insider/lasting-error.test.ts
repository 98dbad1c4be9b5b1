import { createServer } from 'node:net';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/delivery/sender.ts';
import { openClient } from '../../src/insider/client.ts';
import { makeAuthority, makeCredentials } from '../support/certificate.ts';
import { startFaultServer, type Fault, type Road } from '../support/fault-server.ts';
import { listen } from '../support/listen.ts';
import { payloadTo, requestOf } from '../support/payloads.ts';
import { http } from '../support/raw-server.ts';
import { realClock } from '../support/real-clock.ts';

const request = requestOf([payloadTo('u1')]);

async function ask(endpoint: string, env: Readonly<Record<string, string>> = {}): Promise<Answer> {
  await using client = openClient({ endpoint, apiKey: 'k', userAgent: 'x', env, clock: realClock });
  return await client.send(request, new AbortController().signal);
}

function proxySays(status: number, headers = {}): Fault {
  return { at: 'tunnel', act: (socket) => socket.end(http(status, 'no', headers)) };
}

const login = { 'proxy-authenticate': 'Basic realm="x"' };

test.each<[string, Road, Fault, string, string, RegExp]>([
  [
    'an unknown authority',
    'tls',
    { at: 'handshake', certificate: 'of_another_authority' },
    'PP426',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    'an unknown authority behind a proxy',
    'proxy',
    { at: 'handshake', certificate: 'of_another_authority' },
    'PP426',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    /NODE_EXTRA_CA_CERTS/,
  ],
  ['an expired certificate', 'tls', { at: 'handshake', certificate: 'expired' }, 'PP426', 'CERT_HAS_EXPIRED', /clock/],
  [
    'a certificate of another host',
    'tls',
    { at: 'handshake', certificate: 'of_another_host' },
    'PP426',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    /endpoint/,
  ],
  [
    'HTTP on the port for HTTPS',
    'tls',
    { at: 'handshake', certificate: 'plain_text' },
    'PP427',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    /port.*HTTPS_PROXY/,
  ],
  ['a proxy that wants a login', 'proxy', proxySays(407, login), 'PP428', 'proxy_407', /USER:PASSWORD@.*NO_PROXY/],
  ['a proxy that wants a login, but answers 401', 'proxy', proxySays(401), 'PP428', 'proxy_401', /USER:PASSWORD@/],
  ['a proxy that forbids the connection', 'proxy', proxySays(403), 'PP428', 'proxy_403', /allowed.*NO_PROXY/],
  ['a server that is not a proxy', 'proxy', proxySays(405), 'PP428', 'proxy_405', /HTTPS_PROXY/],
])('%s shuts the run out, with an explanation and a remedy', async (_name, road, fault, code, error, help) => {
  await using server = await startFaultServer(road, false);
  server.arm({ fault, target: 'u1', isLasting: true, delivers: () => [] });
  const { host } = new URL(server.endpoint);
  expect(await ask(server.endpoint, server.env)).toEqual({
    kind: 'shut_out',
    status: null,
    error,
    diagnostic: {
      severity: 'error',
      code,
      message: expect.stringMatching(new RegExp(`^No connection to ${host}: .* \\(${error}\\)\\.$`)),
      help: expect.stringMatching(help),
    },
  });
  expect(server.delivered).toEqual([]);
});

test.each([502, 503, 504, 429, 408])('a proxy that answers with %i may succeed later', async (status) => {
  await using server = await startFaultServer('proxy', false);
  server.arm({ fault: proxySays(status), target: 'u1', isLasting: true, delivers: () => [] });
  expect(await ask(server.endpoint, server.env)).toEqual({ kind: 'unsent', error: `proxy_${status}` });
});

test('the password of a proxy is never shown', async () => {
  await using server = await startFaultServer('proxy', false);
  server.arm({ fault: proxySays(407, login), target: 'u1', isLasting: true, delivers: () => [] });
  const proxy = server.env['HTTPS_PROXY']?.replace('://', '://me:p4ssw0rd@') ?? '';
  const answer = await ask(server.endpoint, { HTTPS_PROXY: proxy });
  expect(answer).toMatchObject({ kind: 'shut_out' });
  expect(JSON.stringify(answer)).not.toMatch(/p4ssw0rd|me:/);
});

const authority = makeAuthority('nobody knows it');
const own = makeCredentials(authority, 'localhost');
const selfMade = {
  cert: authority.certificate,
  key: authority.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

test.each([
  ['a self-signed certificate', selfMade, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [
    'a certificate that comes with its unknown authority',
    { ...own, cert: own.cert + authority.certificate },
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
  [
    'TLS 1.1',
    { ...own, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  ],
  [
    'no cipher in common',
    { ...own, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  ],
] as const)('a server with %s shuts the run out', async (_name, options, error) => {
  await using server = await listen(tls.createServer(options));
  const answer = await ask(`https://localhost:${server.port}`);
  expect(answer).toMatchObject({ kind: 'shut_out', error, diagnostic: { code: 'PP426' } });
});

test.each([
  ['from an unknown authority', own, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /from an authority/, /NODE_EXTRA_CA/],
  ['that is self-signed', selfMade, 'DEPTH_ZERO_SELF_SIGNED_CERT', /from an authority/, /NODE_EXTRA_CA_CERTS/],
] as const)(
  'an https proxy with a certificate %s is reported itself, not the host behind it',
  async (_name, options, error, means, remedy) => {
    await using proxy = await listen(tls.createServer(options));
    const answer = await ask('https://api.push.invalid', { HTTPS_PROXY: `https://localhost:${proxy.port}` });
    expect(answer).toMatchObject({
      kind: 'shut_out',
      error: `proxy_${error}`,
      diagnostic: {
        code: 'PP426',
        message: expect.stringMatching(/api\.push\.invalid: the proxy cannot be used, since its certificate is /v),
        help: expect.stringMatching(remedy),
      },
    });
    expect(JSON.stringify(answer)).toMatch(means);
  },
);

test('an http proxy that is addressed as https is reported with a hint to the scheme', async () => {
  await using proxy = await listen(
    createServer((socket) => {
      socket.resume().end(http(400, ''));
    }),
  );
  const answer = await ask('https://api.push.invalid', { HTTPS_PROXY: `https://localhost:${proxy.port}` });
  expect(answer).toMatchObject({
    diagnostic: { code: 'PP427', help: expect.stringContaining('the scheme in HTTPS_PROXY') },
  });
});

test('a reset during the handshake may be temporary', async () => {
  await using server = await listen(
    createServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    }),
  );
  expect(await ask(`https://localhost:${server.port}`)).toEqual({ kind: 'unsent', error: 'ECONNRESET' });
});
