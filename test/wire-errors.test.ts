import { expect, test } from 'vitest';
import { asProxyError, explainWire, nameOfError } from '../src/wire-errors.ts';

const secret = 'connect to https://key:s3cret@push.example failed for ada@example.com';

test.each([
  ['a code', Object.assign(new Error(secret), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['no code', new TypeError(secret), 'TypeError'],
  ['a code that is a number', Object.assign(new Error(secret), { code: 20 }), 'Error'],
  ['a code that is a sentence', Object.assign(new RangeError(secret), { code: secret }), 'RangeError'],
  ['a very long code', Object.assign(new Error(secret), { code: 'E'.repeat(65) }), 'Error'],
  ['a name that is a sentence', Object.assign(new Error(secret), { name: secret }), 'unknown'],
  ['a code of OpenSSL', Object.assign(new Error(secret), { code: 'ERR_SSL_SSL/TLS_ALERT' }), 'ERR_SSL_SSL/TLS_ALERT'],
  ['a status of a proxy', new Error('Proxy response (407) !== 200 when HTTP Tunneling'), 'proxy_407'],
  ['no error', secret, 'unknown'],
  ['nothing', undefined, 'unknown'],
])('names an error with %s without its message', (_name, error, name) => {
  expect(nameOfError(error)).toBe(name);
});

test.each([
  ['proxy_CERT_HAS_EXPIRED', /^the proxy cannot be used, since its certificate has expired$/v, /clock/v, 'no_trust'],
  ['proxy_ERR_TLS_CERT_ALTNAME_INVALID', /its certificate is for another name/v, /host in HTTPS_PROXY/v, 'no_trust'],
  ['proxy_ERR_SSL_WRONG_VERSION_NUMBER', /port does not speak TLS/v, /^Check the scheme in HTTPS_PROXY/v, 'no_tls'],
  ['proxy_UNABLE_TO_VERIFY_LEAF_SIGNATURE', /authority/v, /^Set MY_CA/v, 'no_trust'],
  ['proxy_502', /^the proxy cannot reach the host$/v, /log/v, undefined],
] as const)('%s is explained as an error of the proxy, not of the host behind it', (name, means, remedy, lasting) => {
  expect(explainWire(name, { named: 'THE_HOST', authority: 'Set MY_CA.' })).toEqual({
    means: expect.stringMatching(means),
    remedy: expect.stringMatching(remedy),
    lasting,
  });
});

test.each([
  ['CERT_HAS_EXPIRED', 'proxy_CERT_HAS_EXPIRED'],
  // These are tried again, and their explanation names the proxy beside the host.
  ['ECONNREFUSED', 'ECONNREFUSED'],
])('%s of the connection to a proxy is named %s', (code, name) => {
  expect(nameOfError(asProxyError(Object.assign(new Error(secret), { code })))).toBe(name);
});
