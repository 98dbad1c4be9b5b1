import { expect, test } from 'vitest';
import { isLoopbackHost, judgeWay, proxiesIn } from '../src/way-to-host.ts';

test('recognises this machine by its name and its addresses, and by nothing that only looks like them', () => {
  const hosts = ['localhost', '127.0.0.1', '127.8.9.10', '[::1]'];
  expect(hosts.filter(isLoopbackHost)).toEqual(hosts);
  const others = ['localhost.example', '127.0.0.1.example', '127.1', '128.0.0.1', '::1', '[::2]', ''];
  expect(others.filter(isLoopbackHost)).toEqual([]);
});

test.each([
  [{}, ''],
  [{ HTTP_PROXY: 'http://plain:1' }, ''],
  [{ https_proxy: '', HTTPS_PROXY: 'http://a:1', ALL_PROXY: 'http://b:1' }, 'http://a:1'],
  [{ ALL_PROXY: 'b:1' }, 'http://b:1'],
  [{ all_proxy: 'https://b:1', ALL_PROXY: 'http://c:1' }, 'https://b:1'],
])('%j uses the proxy %j', (env, httpsProxy) => {
  expect(proxiesIn(env)).toEqual({ httpProxy: '', httpsProxy, noProxy: '' });
});

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'proxy.example:3128', ALL_PROXY: 'socks5://b:1' }, undefined],
  [{ https_proxy: 'https://us%20er:p%23ss@proxy.example' }, undefined],
  [{ HTTPS_PROXY: 'http://u:s3cret%zz@b:1' }, 'HTTPS_PROXY is not'],
  [{ HTTPS_PROXY: 'http://u:s3#cret@b:1' }, 'HTTPS_PROXY is not'],
  [{ ALL_PROXY: 'socks5h://b:1' }, 'ALL_PROXY is not the address of an http proxy'],
  [{ all_proxy: 'http://' }, 'all_proxy is not'],
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pose as api.example'],
])('%j: %s', (env, says) => {
  const unsafe = judgeWay(env, 'api.example');
  expect(unsafe?.what).toEqual(says === undefined ? undefined : expect.stringContaining(says));
  expect(JSON.stringify(unsafe ?? '')).not.toMatch(/s3#?cret/v);
});

test('hosts without a proxy come from the lower-case variable first', () => {
  expect(proxiesIn({ no_proxy: 'a.example', NO_PROXY: 'b.example' }).noProxy).toBe('a.example');
  expect(proxiesIn({ NO_PROXY: 'b.example' }).noProxy).toBe('b.example');
});
