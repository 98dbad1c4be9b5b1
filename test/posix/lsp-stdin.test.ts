// pushplan lsp as a process whose stdin ends, as a file and as a pipe: it ends with the exit code of the protocol.
import { spawnSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../support/repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

function message(content: Readonly<Record<string, unknown>>): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...content });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const params = { processId: null, rootUri: null, capabilities: {} };
const begun = message({ id: 1, method: 'initialize', params });
const shutDown = begun + message({ id: 2, method: 'shutdown' });

test.each([
  ['nothing', '', 1],
  ['half of a first header', 'Con', 1],
  ['half of a message', 'Content-Length: 10\r\n\r\n', 1],
  ['a beginning', begun, 1],
  ['a shutdown', shutDown, 0],
  ['a shutdown and an exit', shutDown + message({ method: 'exit' }), 0],
])('if stdin ends after %s, it ends without an error message', async (_what, input, exitCode) => {
  await using folder = await makeWorkspace({ 'stdin.bin': input });
  await using file = await open(join(folder.root, 'stdin.bin'));
  for (const stdin of [file.fd, 'pipe'] as const) {
    const program = resolve(repositoryRoot, 'dist/cli.js');
    const { status, stderr } = spawnSync(process.execPath, [program, 'lsp'], {
      cwd: folder.root,
      encoding: 'utf8',
      timeout: 30_000,
      ...(stdin === 'pipe' ? { input } : { stdio: [stdin, 'pipe', 'pipe'] }),
    });
    expect({ stdin, status, stderr }).toEqual({ stdin, status: exitCode, stderr: '' });
  }
});
