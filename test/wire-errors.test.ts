import { expect, test } from 'vitest';
import { nameOfError } from '../src/wire-errors.ts';

const secret = 'connect to https://key:s3cret@push.example failed for ada@example.com';

test.each([
  ['a code', Object.assign(new Error(secret), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['no code', new TypeError(secret), 'TypeError'],
  ['a code that is a number', Object.assign(new Error(secret), { code: 20 }), 'Error'],
  ['a code that is a sentence', Object.assign(new RangeError(secret), { code: secret }), 'RangeError'],
  ['a code without end', Object.assign(new Error(secret), { code: 'E'.repeat(65) }), 'Error'],
  ['a name that is a sentence', Object.assign(new Error(secret), { name: secret }), 'unknown'],
  ['a code of OpenSSL', Object.assign(new Error(secret), { code: 'ERR_SSL_SSL/TLS_ALERT' }), 'ERR_SSL_SSL/TLS_ALERT'],
  ['a status of a proxy', new Error('Proxy response (407) !== 200 when HTTP Tunneling'), 'proxy_407'],
  ['no error', secret, 'unknown'],
  ['nothing', undefined, 'unknown'],
])('names an error with %s without its message', (_name, error, name) => {
  expect(nameOfError(error)).toBe(name);
});
