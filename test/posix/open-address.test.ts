// A browser that cannot be opened: the caller gets the reason and the address to open by hand, and nothing is thrown.
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAddress } from '../../src/commands/open-address.ts';
import { makeWorkspace } from '../support/workspace.ts';

const url = 'http://127.0.0.1:1/';

function findLine(path: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  openAddress(url, { PATH: path }, resolve);
  return promise;
}

test('reports that the program which opens browsers is not installed', async () => {
  expect(await findLine('/nowhere')).toMatch(
    /^No browser was opened: (?:xdg-)?open is not installed\. Open http:\/\/127\.0\.0\.1:1\/ yourself\.$/v,
  );
});

test.each([
  ['fails', 'exit 3', 0o755, /open failed with exit code 3\. Open http/v],
  ['is ended by a signal', 'kill -TERM $$', 0o755, /open was ended by SIGTERM\. Open http/v],
  ['may not be started', 'exit 0', 0o644, /open cannot be started: there is no permission \(EACCES\)\. Open http/v],
])('reports if it %s', async (_, line, mode, said) => {
  const script = `#!/bin/sh\n${line}\n`;
  await using folder = await makeWorkspace({ 'xdg-open': script, open: script });
  for (const name of ['xdg-open', 'open']) await chmod(join(folder.root, name), mode);
  expect(await findLine(folder.root)).toMatch(said);
});
