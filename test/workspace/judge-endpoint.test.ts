// Where the key may be sent: the vendor, this machine, and hosts that the workspace lists.
import { describe, expect, test } from 'vitest';
import { judgeEndpoint } from '../../src/workspace/judge-endpoint.ts';

const listed = ['push-gateway.example.com'];

test.each([
  ['https://mobile.useinsider.com', 'https://mobile.useinsider.com'],
  ['https://mobile.useinsider.com/', 'https://mobile.useinsider.com'],
  ['https://mobile.useinsider.com:443', 'https://mobile.useinsider.com'],
  ['HTTPS://Mobile.UseInsider.com', 'https://mobile.useinsider.com'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://127.8.9.1', 'http://127.8.9.1'],
  ['http://[::1]:8787', 'http://[::1]:8787'],
  ['http://localhost:8787', 'http://localhost:8787'],
  ['https://localhost', 'https://localhost'],
  ['https://push-gateway.example.com', 'https://push-gateway.example.com'],
  ['https://push-gateway.example.com:8443', 'https://push-gateway.example.com:8443'],
])('%s is allowed', (written, url) => {
  expect(judgeEndpoint(written, listed)).toEqual({ kind: 'allowed', url });
});

describe('refused', () => {
  test.each([
    ['http://mobile.useinsider.com', 'not https'],
    ['http://push-gateway.example.com', 'not https'],
    ['https://evil.example.com', 'host is evil.example.com, not mobile.useinsider.com'],
    ['https://mobile.useinsider.com.evil.example', 'host is mobile.useinsider.com.evil.example'],
    ['https://mobile.useinsider.com.', 'host is mobile.useinsider.com.,'],
    ['https://sub.push-gateway.example.com', 'host is sub.push-gateway.example.com'],
    ['https://user:hunter2@mobile.useinsider.com', 'user name or password'],
    ['https://mobile.useinsider.com@evil.example.com', 'user name or password'],
    ['https://@mobile.useinsider.com', 'user name or password'],
    ['https://mobile.useinsider.com:8443', 'port 8443'],
    ['https://mobile.useinsider.com/api/v2', 'more than scheme and host'],
    ['https://mobile.useinsider.com?x=1', 'more than scheme and host'],
    ['https://mobile.useinsider.com#x', 'more than scheme and host'],
    ['https://mobile.useinsider.com?', 'not written as it is read'],
    [String.raw`https://mobile.useinsider.com\.evil.example`, 'more than scheme and host'],
    ['https://mobile.useinsıder.com', 'not written as it is read'],
    ['https://ｍobile.useinsider.com', 'not written as it is read'],
    ['https://mobile.useinsider%2ecom', 'not written as it is read'],
    ['https:mobile.useinsider.com', 'not written as it is read'],
    ['https:///mobile.useinsider.com', 'not written as it is read'],
    ['http://0x7f.1', 'not written as it is read'],
    ['http://2130706433', 'not written as it is read'],
    ['http://127.1', 'not written as it is read'],
    ['http://[::ffff:127.0.0.1]', 'not written as it is read'],
    ['http://0.0.0.0:8787', 'host is 0.0.0.0'],
    ['http://localhost.evil.example', 'host is localhost.evil.example'],
    ['http://127.0.0.1.evil.example', 'host is 127.0.0.1.evil.example'],
    ['ftp://mobile.useinsider.com', 'not https'],
    ['https://', 'not an address'],
  ])('%s', (written, words) => {
    const judgement = judgeEndpoint(written, listed);
    expect(judgement).toMatchObject({ kind: 'refused', message: expect.stringContaining(words) });
    expect(JSON.stringify(judgement)).not.toContain('hunter2');
  });
});
