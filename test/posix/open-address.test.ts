// A browser that is not there: the caller hears of it, and nothing is thrown.
import { expect, test } from 'vitest';
import { openAddress } from '../../src/commands/open-address.ts';

test('says that no browser can be opened', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  openAddress('http://127.0.0.1:1/', { PATH: '/nowhere' }, () => {
    resolve('missing');
  });
  expect(await promise).toBe('missing');
});
