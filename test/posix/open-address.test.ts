// A browser that is not there: the caller hears of it, and nothing is thrown.
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAddress } from '../../src/commands/open-address.ts';
import { makeWorkspace } from '../support/workspace.ts';

const url = 'http://127.0.0.1:1/';

function findMissing(path: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  openAddress(url, { PATH: path }, () => {
    resolve('missing');
  });
  return promise;
}

test('says that no browser can be opened', async () => {
  expect(await findMissing('/nowhere')).toBe('missing');
});

test('says so too where the program that opens browsers finds none', async () => {
  const script = '#!/bin/sh\nexit 3\n';
  await using folder = await makeWorkspace({ 'xdg-open': script, open: script });
  for (const name of ['xdg-open', 'open']) await chmod(join(folder.root, name), 0o755);
  expect(await findMissing(`${folder.root}:/bin`)).toBe('missing');
});
