import { expect, test } from 'vitest';
import { isLoopbackHost, proxiesIn } from '../src/way-to-host.ts';

test('this machine is told by its name and by its addresses, and by nothing that only looks like them', () => {
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
])('%j leads through %j', (env, httpsProxy) => {
  expect(proxiesIn(env)).toEqual({ httpProxy: '', httpsProxy, noProxy: '' });
});

test('hosts without a proxy are named in small letters first', () => {
  expect(proxiesIn({ no_proxy: 'a.example', NO_PROXY: 'b.example' }).noProxy).toBe('a.example');
  expect(proxiesIn({ NO_PROXY: 'b.example' }).noProxy).toBe('b.example');
});
