// Named pipes, sockets, devices and circular links are refused at once, without waiting.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { refusalOf } from '../support/findings.ts';
import { makeWorkspace } from '../support/workspace.ts';

async function messageOf(work: Promise<unknown>): Promise<string> {
  return (await refusalOf(work)).diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');
}

test('a named pipe is refused', async () => {
  await using workspace = await makeWorkspace();
  execFileSync('mkfifo', [join(workspace.root, 'people.csv')]);
  const files = filesOnDisk(workspace.root);
  expect(await messageOf(files.stream('people.csv'))).toBe('PP152 people.csv is a named pipe, not a file');
  expect(await messageOf(files.readText('people.csv', 10))).toBe('PP152 people.csv is a named pipe, not a file');
});

test('a socket is refused', async () => {
  await using workspace = await makeWorkspace();
  const server = createServer().listen(join(workspace.root, 'people.csv'));
  await once(server, 'listening');
  try {
    const work = filesOnDisk(workspace.root).stream('people.csv');
    expect(await messageOf(work)).toBe('PP152 people.csv is a socket, not a file');
  } finally {
    server.close();
  }
});

test('a device behind a link is refused', async () => {
  await using workspace = await makeWorkspace();
  await symlink('/dev/zero', join(workspace.root, 'people.csv'));
  const work = filesOnDisk(workspace.root).stream('people.csv');
  expect(await messageOf(work)).toBe('PP151 people.csv leads out of the workspace');
});

test('a link to itself is refused', async () => {
  await using workspace = await makeWorkspace();
  await symlink('people.csv', join(workspace.root, 'people.csv'));
  const work = filesOnDisk(workspace.root).stream('people.csv');
  expect(await messageOf(work)).toBe('PP150 people.csv cannot be read: its links lead in a circle (ELOOP)');
});
